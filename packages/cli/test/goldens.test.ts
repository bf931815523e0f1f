/** @needs-code-generation ajv compiles schemas */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { commandTable } from '../src/commands/command-table.js';
import { envelopeSchema } from '../src/run/envelope.js';
import { expectGolden } from './golden.js';
import { hasSqlite } from './has-sqlite.js';
import { projects, runIn, runOnce } from './run-in.js';

const isEnvelope = new Ajv2020({ strict: true }).compile(envelopeSchema);

/** One call of each command that ends by itself; those of `dev`, `docs serve` and `shell` do with these flags. */
const calls: Readonly<Record<string, readonly string[]>> = {
  add: ['add', 'command', 'OpenAccount', '--of', 'Account', '--dry-run'],
  check: ['check'],
  completion: ['completion', 'bash'],
  describe: ['describe', 'Account', '--why'],
  dev: ['dev', '--once'],
  'docs build': ['docs', 'build', '--dry-run'],
  'docs check': ['docs', 'check', '--out', 'never-written'],
  'docs extract': ['docs', 'extract', '--dry-run'],
  doctor: ['doctor'],
  explain: ['explain', 'VERSION_CONFLICT'],
  export: ['export', 'contextive', '--check', '--out', 'never-written'],
  init: ['init', '--dry-run'],
  list: ['list'],
  'model check': ['model', 'check'],
  'model diff': ['model', 'diff', '--base', 'models-before/Banking.json'],
  'model show': ['model', 'show'],
  shell: ['shell', '--eval', 'banking.name'],
};

/** Those that open databases, in the project `ledgers`. */
const callsOfData: Readonly<Record<string, readonly string[]>> = {
  'db apply': ['db', 'apply', '--dry-run'],
  'db plan': ['db', 'plan'],
  'db status': ['db', 'status'],
  'events archive': ['events', 'archive', 'Ledger', '--before', '2027-01-01', '--yes'],
  'events export': ['events', 'export', '--out', 'exported.ndjson', '--yes'],
  'events history': ['events', 'history', 'Ledger', 'L1'],
  'events import': ['events', 'import', 'events.ndjson', '--dry-run'],
  'events read': ['events', 'read', '--limit', '4'],
  'events restore': ['events', 'restore', 'Ledger', 'L1'],
  'events search': ['events', 'search', 'cents'],
  'events stats': ['events', 'stats'],
  'events trace': ['events', 'trace', 'event-2'],
  'outbox counts': ['outbox', 'counts'],
  'outbox discard': ['outbox', 'discard', '1', '--yes'],
  'outbox list': ['outbox', 'list'],
  'outbox requeue': ['outbox', 'requeue', '1,2'],
  'snapshot list': ['snapshot', 'list'],
  'snapshot delete': ['snapshot', 'delete', 'Ledger', '--dry-run'],
  'snapshot take': ['snapshot', 'take'],
};

/** What others decide is not kept: how many pages a site has, versions. */
const masks: Readonly<Record<string, (text: string) => string>> = {
  'docs build': (text) => text.replaceAll(/\b\d+ files|"files": \d+/g, 'so many files'),
  doctor: (text) => text.replaceAll(/\d+\.\d+\.\d+/g, 'x.y.z'),
  'db status': (text) =>
    text
      .replaceAll(/framework-\d+/g, 'framework-N')
      .replaceAll(/and \d+ in/g, 'and N in')
      .replaceAll(/"known": \d+/g, '"known": 0'),
};

/** Long, and told by tests of their own: the script, the files of a site, the model document, statements of stores. */
const unkept: readonly string[] = ['completion', 'docs check', 'model show', 'db apply', 'db plan'];

const ledgers = join(projects, 'ledgers');
afterAll(() => {
  for (const file of ['exported.ndjson', 'ledgers.db', 'ledgers.db-wal', 'ledgers.db-shm'])
    rmSync(join(ledgers, file), { force: true });
});

it('calls every command there is, but for the one whose answer changes with each commit and the one that serves', () => {
  const named = commandTable
    .map(({ name }) => name)
    .filter((name) => !['model history', 'docs serve'].includes(name));
  expect([...Object.keys(calls), ...Object.keys(callsOfData)].sort()).toEqual(named.sort());
});

const all = [
  ...Object.entries(calls).map(([name, argv]) => [name, 'bank', argv] as const),
  ...Object.entries(callsOfData)
    .filter(([name]) => !name.startsWith('db ') || hasSqlite)
    .map(([name, argv]) => [name, 'ledgers', argv] as const),
];

describe.each(all)('domainry %s', (name, project, argv) => {
  it('tells people, tools, plain logs and narrow terminals the same', async () => {
    const view = await runOnce(project, argv, name.startsWith('db ') ? { BANK_FILE: 'ledgers.db' } : {});
    const plain = view([]);
    const terminal = view([], { isTTY: true, columns: 100 });
    const narrow = view([], { isTTY: true, columns: 40, env: { NO_COLOR: '1' } });
    const json = view(['--json'], { isTTY: true, columns: 40, env: { FORCE_COLOR: '1' } });
    const file = name.replace(' ', '-');
    const kept = (text: string): string => (masks[name] ?? String)(text);

    const envelope: unknown = JSON.parse(json.stdout);
    expect(isEnvelope(envelope) ? [] : isEnvelope.errors).toEqual([]);
    expect(plain.stdout + plain.stderr).not.toContain('\u001B');
    expect(narrow.stdout + narrow.stderr).not.toContain('\u001B');
    expect([plain, terminal, narrow, json].map(({ exit }) => exit)).toEqual(Array(4).fill(plain.exit));
    if (unkept.includes(name)) return;
    expectGolden(`${file}.txt`, kept(plain.stdout + plain.stderr));
    expectGolden(`${file}.40.txt`, kept(narrow.stdout + narrow.stderr));
    expectGolden(`${file}.colour.txt`, kept(terminal.stdout + terminal.stderr).replaceAll('\u001B', '<esc>'));
    expectGolden(`${file}.json`, kept(json.stdout));
  });

  it('is told by its help, which fits', async () => {
    const help = await runIn('bank', [...name.split(' '), '--help'], {
      isTTY: true,
      columns: 40,
      env: { NO_COLOR: '1' },
    });

    expect(help.exit).toBe(0);
    expect(help.stdout).toContain('Examples');
    expect(help.stdout.split('\n').filter((line) => line.length > 40)).toEqual([]);
  });
});

it('keeps lines of results within 40 columns, where they are no code', async () => {
  const { stdout } = await runIn('bank', ['list'], { isTTY: true, columns: 40, env: { NO_COLOR: '1' } });

  expect(stdout.split('\n').filter((line) => line.length > 40)).toEqual([]);
});
