import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { askHere } from './ask-here.js';
import { projects, runIn, type Run } from './run-in.js';

const url = process.env['DOMAINRY_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
const schemas: string[] = [];
const exported = join(projects, 'ledgers/events.ndjson');

/** In a schema of its own. */
function newSchema(): (...argv: string[]) => Promise<Run> {
  const schema = `cli_${randomUUID().replaceAll('-', '')}`;
  schemas.push(schema);
  const env = { BANK_SCHEMA: schema, BANK_URL: url };
  return (...argv) => runIn('ledgers', argv, { env, askData: askHere(env) });
}

const dataOf = ({ stdout, stderr }: Run): never => {
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { data: never }).data;
};

async function onServer(text: string): Promise<void> {
  const { Client } = createRequire(new URL('../../postgres/package.json', import.meta.url))('pg') as {
    Client: new (url: string) => {
      connect(): Promise<void>;
      query(text: string): Promise<unknown>;
      end(): Promise<void>;
    };
  };
  const client = new Client(url);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

const hasServer = await onServer('SELECT 1').then(
  () => true,
  (error: unknown) => {
    if (process.env['CI'] === 'true') throw error;
    process.emitWarning('SKIPPED: commands on PostgreSQL, which is not there.');
    return false;
  },
);

afterAll(async () => {
  for (const schema of schemas) await onServer(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
});

(hasServer ? describe : describe.skip)('on PostgreSQL', () => {
  it('tables are looked at, planned and applied; who looks changes nothing', async () => {
    const run = newSchema();

    const read = await run('events', 'read');
    const before = await run('db', 'status');
    const plan = await run('db', 'plan');
    const tried = await run('db', 'apply', '--dry-run');
    const still = await run('db', 'status');
    const applied = await run('db', 'apply', '--yes');
    const after = await run('db', 'status', '--json');
    const again = await run('db', 'apply');

    expect(read.stderr).toContain('DATABASE_NOT_READY');
    expect([before, plan, tried, still, applied, after, again].map(({ exit }) => exit)).toEqual([
      1, 0, 0, 1, 0, 0, 0,
    ]);
    expect(plan.stdout).toMatch(/create table "Visit"/i);
    expect(dataOf(after)).toMatchObject([{ database: 'default', isUpToDate: true, pending: [] }]);
    expect(again.stdout).toContain('There was nothing to be applied.');
  });

  it('events are imported, read, searched, traced, counted and exported as they were', async () => {
    const run = newSchema();
    const out = join(mkdtempSync(join(tmpdir(), 'domainry-data-')), 'again.ndjson');
    await run('db', 'apply', '--yes');

    const imported = await run('events', 'import', exported, '--yes');
    const again = await run('events', 'import', exported, '--yes');
    const read = await run('events', 'read', '--stream', 'Ledger-L1', '--backwards', '--json');
    const searched = await run('events', 'search', 'ada', '--reveal', '--json');
    const history = await run('events', 'history', 'Ledger', 'L1', '--json');
    const trace = await run('events', 'trace', 'event-3');
    const stats = await run('events', 'stats', '--json');
    await run('events', 'export', '--reveal', '--out', out);

    expect(imported.stdout).toMatch(/^Imported 4 events of 2 streams from /);
    expect(again.stdout).toContain('4 events of it had been there already.');
    expect(dataOf(read)).toMatchObject({
      events: [{ id: 'event-5' }, { id: 'event-3' }, { id: 'event-1' }],
    });
    expect(dataOf(searched)).toMatchObject({ events: [{ id: 'event-1' }] });
    expect(dataOf(history)).toMatchObject({ entries: [{}, {}, { changes: [{ from: 1000, to: 1250 }] }] });
    expect(trace.stdout).toContain('command credit-1');
    expect(dataOf(stats)).toMatchObject({ events: 4, lastPosition: 4 });
    const plain = (text: string): readonly unknown[] =>
      text
        .trim()
        .split('\n')
        .slice(1, -1)
        .map((line) => ({ ...(JSON.parse(line) as object), position: 0 }));
    expect(plain(readFileSync(out, 'utf8'))).toEqual(plain(readFileSync(exported, 'utf8')));
  });

  it('streams are archived and restored, snapshots taken, listed and deleted', async () => {
    const run = newSchema();
    await run('db', 'apply', '--yes');
    await run('events', 'import', exported, '--yes');

    const taken = await run('snapshot', 'take', '--behind', '2', '--json');
    const listed = await run('snapshot', 'list', '--json');
    const archived = await run('events', 'archive', 'Ledger', '--ended-by', 'Credited', '--yes', '--json');
    const none = await run('snapshot', 'take', 'Ledger', 'L1', '--json');
    const stats = await run('events', 'stats', '--json');
    const history = await run('events', 'history', 'Ledger', 'L1', '--json');
    const restored = await run('events', 'restore', 'Ledger', 'L1');
    const deleted = await run('snapshot', 'delete', 'Ledger', '--yes', '--json');
    const after = await run('snapshot', 'list', '--json');

    expect(dataOf(taken)).toEqual({ taken: 1, left: 1, written: true });
    expect(dataOf(listed)).toMatchObject({ snapshots: [{ stream: 'Ledger-L1', version: 2 }], without: 1 });
    expect(dataOf(archived)).toEqual({ streams: 1, missed: 0, written: true });
    expect(dataOf(none)).toEqual({ taken: 0, left: 0, written: true });
    expect(dataOf(stats)).toMatchObject({ events: 4, lastPosition: 4 });
    expect(dataOf(history)).toMatchObject({ isArchived: true, entries: [{}, {}, {}] });
    expect(restored.stdout).toContain('Restored Ledger-L1.');
    expect(dataOf(deleted)).toMatchObject({ aggregates: 1, keep: 0 });
    expect(dataOf(after)).toMatchObject({ snapshots: [], without: 2 });
  });
});
