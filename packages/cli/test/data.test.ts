import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { memory } from '@domainry/core';
import type { Database } from '@domainry/core/ports';
import { sqlite } from '@domainry/sqlite';
import { importEvents } from '../src/data/import-events.js';
import { askHere } from './ask-here.js';
import { hasSqlite } from './has-sqlite.js';
import { projects, runIn, type Run } from './run-in.js';
import { banking } from './projects/ledgers/src/domain.js';

const exported = readFileSync(join(projects, 'ledgers/events.ndjson'), 'utf8');

const newFile = (name = 'bank.db'): string => join(mkdtempSync(join(tmpdir(), 'domainry-data-')), name);
const onLedgers = (argv: readonly string[], env: Record<string, string> = {}): Promise<Run> =>
  runIn('ledgers', argv, { env, askData: askHere(env) });
const run = (file: string, ...argv: string[]): Promise<Run> => onLedgers(argv, { BANK_FILE: file });
const runProcess = (file: string, ...argv: string[]): Promise<Run> =>
  runIn('ledgers', argv, { env: { BANK_FILE: file } });
const dataOf = ({ stdout }: Run): never => (JSON.parse(stdout) as { data: never }).data;

/** Files that many tests begin with are made once; each test has a copy of its own. */
const made = new Map<string, Promise<string>>();
async function copyOf(name: string, make: () => Promise<string>): Promise<string> {
  if (!made.has(name)) made.set(name, make());
  const copy = newFile();
  copyFileSync(await made.get(name)!, copy);
  return copy;
}

const withTables = (): Promise<string> =>
  copyOf('with tables', async () => {
    const file = newFile();
    await run(file, 'db', 'apply', '--yes');
    return file;
  });

const withEvents = (): Promise<string> =>
  copyOf('with events', async () => {
    const file = await withTables();
    await run(file, 'events', 'import', written(exported), '--yes');
    return file;
  });

function written(text: string): string {
  const file = newFile('events.ndjson');
  writeFileSync(file, text);
  return file;
}

const streamsIn = async (file: string): Promise<number> =>
  (
    dataOf(await run(file, 'events', 'stats', '--json')) as { categories: { streams: number }[] }
  ).categories.reduce((sum, { streams }) => sum + streams, 0);

/** Does something with the database of a file, behind the back of the command. */
async function behindIts(file: string, act: (database: Database) => Promise<void>): Promise<void> {
  let opened: Database | undefined;
  const real = sqlite(file);
  const fork = banking.fork();
  await fork.init({
    databases: { default: { name: 'sqlite', open: async (model) => (opened = await real.open(model)) } },
  });
  await act(opened!);
  await fork.settled();
  await fork.close();
}

describe('commands that look at events', () => {
  it('mask what is personal, search nothing that is masked, and reveal it on request', async () => {
    const read = await onLedgers(['events', 'read', '--json']);
    const searched = await onLedgers(['events', 'search', 'ada', '--json']);
    const revealed = await onLedgers(['events', 'search', 'ada', '--reveal', '--json']);
    const history = await onLedgers(['events', 'history', 'visit', 'ada@example.com']);

    expect(read.stdout).not.toMatch(/Ada|Ben|example\.com/);
    expect(read.stdout).toContain('"country": "DE"');
    expect(dataOf(searched)).toMatchObject({ events: [] });
    expect(dataOf(revealed)).toMatchObject({
      events: [
        { id: 'event-1', data: { owner: { name: 'Ada Keller', country: 'DE' } } },
        { id: 'event-2', stream: 'Visit-ada@example.com' },
        { id: 'event-6', type: 'Banking.Forgotten.v1', data: { name: 'Ada Keller' } },
      ],
    });
    expect(history.stdout).toContain('Visit-*** is stored as state.');
  });

  it('take the part that is meant, and tell how to go on', async () => {
    const ids = async (...argv: string[]): Promise<readonly string[]> =>
      (
        dataOf(await onLedgers(['events', 'read', '--json', ...argv])) as { events: { id: string }[] }
      ).events.map(({ id }) => id);

    expect(await ids('--stream', 'Ledger-L1')).toEqual(['event-1', 'event-3', 'event-5']);
    expect(await ids('--category', 'Ledger', '--after', '3')).toEqual(['event-4', 'event-5']);
    expect(await ids('--type', 'Credited', '--backwards')).toEqual(['event-5', 'event-3']);
    expect(await ids('--stream', 'Ledger-L1', '--backwards', '--after', '5')).toEqual(['event-3', 'event-1']);
    expect(await ids('--limit', '2', '--backwards')).toEqual(['event-6', 'event-5']);
    expect((await onLedgers(['events', 'read', '--limit', '2', '--backwards'])).stdout).toContain(
      'Go on with --after 5 --backwards.',
    );
  });

  it('tell what each event changed, also that something personal did', async () => {
    const { stdout } = await onLedgers(['events', 'history', 'Ledger', 'L1', '--limit', '2', '--json']);
    const first = await onLedgers(['events', 'history', 'Ledger', 'L2', '--json']);

    expect(dataOf({ stdout, exit: 0, stderr: '' })).toMatchObject({
      isCutOff: true,
      entries: [
        { id: 'event-3', changes: [{ field: 'cents', from: 0, to: 1000 }] },
        { id: 'event-5', changes: [{ field: 'cents', from: 1000, to: 1250 }] },
      ],
    });
    expect(dataOf(first)).toMatchObject({
      entries: [{ changes: expect.arrayContaining([{ field: 'ownerName', from: null, to: '***' }]) }],
    });
  });

  it('draw the tree from any message in it', async () => {
    const trees = ['open-1', 'event-1', 'event-2'].map((id) => onLedgers(['events', 'trace', id]));
    const shapes = (await Promise.all(trees)).map(({ stdout }) => stdout.replace(' ◀', ''));

    expect(new Set(shapes).size).toBe(1);
    expect(shapes[0]).toMatch(
      /^Correlation open-1\ncommand open-1\n└─ Banking\.LedgerOpened\.v1 .*\n {3}└─ Banking\.Visited\.v1 /,
    );
  });

  it.each([
    [2, 'EVENT_UNKNOWN', ['events', 'trace', 'nobody']],
    [2, 'EVENT_UNKNOWN', ['events', 'history', 'Ledger', 'L9']],
    [2, 'ELEMENT_UNKNOWN', ['events', 'history', 'Leger', 'L1']],
    [2, 'ARGUMENT_WRONG', ['events', 'read', '--database', 'archive']],
    [2, 'ARGUMENT_WRONG', ['snapshot', 'delete', 'Visit', '--yes']],
    [2, 'NOT_READABLE', ['events', 'import', 'no-such-file.ndjson']],
    [2, 'NOT_WRITABLE', ['events', 'export', '--out', 'package.json/events.ndjson']],
    [5, 'WOULD_OVERWRITE', ['events', 'export', '--out', 'package.json']],
    [5, 'CONFIRMATION_NEEDED', ['snapshot', 'delete', 'Ledger']],
  ])('end with %i, %s: %j', async (exit, code, argv) => {
    const { stdout, ...ended } = await onLedgers([...argv, '--json']);

    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ code, fix: expect.stringMatching(/\w/) }] });
    expect(ended.exit).toBe(exit);
  });

  it('say that the configuration names no databases, and what a function of it throws', async () => {
    const none = await runIn('bank', ['events', 'read']);
    const failing = await onLedgers(['events', 'read'], { BANK_FAILS: '1' });
    const others = await runIn('ledgers', ['list', 'aggregate'], { env: { BANK_FAILS: '1' } });

    expect(none.stderr).toContain('DATABASE_NOT_CONFIGURED');
    expect(failing.stderr).toContain('the secret is not there');
    expect([none.exit, failing.exit, others.exit]).toEqual([2, 2, 0]);
  });
});

(hasSqlite ? describe : describe.skip)('databases', () => {
  it('are looked at, planned and applied; who looks changes nothing', async () => {
    const file = newFile();

    const read = await run(file, 'events', 'read');
    const before = await run(file, 'db', 'status');
    const plan = await run(file, 'db', 'plan');
    const tried = await run(file, 'db', 'apply', '--dry-run');
    const unasked = await run(file, 'db', 'apply');
    const still = await run(file, 'db', 'status');
    const applied = await run(file, 'db', 'apply', '--yes');
    const after = await run(file, 'db', 'status', '--json');
    const again = await run(file, 'db', 'apply');

    expect(read.stderr).toContain('DATABASE_NOT_READY');
    expect([before, plan, tried, unasked, still, applied, after, again].map(({ exit }) => exit)).toEqual([
      1, 0, 0, 5, 1, 0, 0, 0,
    ]);
    expect(plan.stdout).toMatch(/create table "Visit"/i);
    expect(dataOf(after)).toMatchObject([
      { database: 'default', isUpToDate: true, pending: [], applied: [{}, { id: 'model-1' }] },
    ]);
    expect(again.stdout).toContain('There was nothing to be applied.');
  });

  it('are brought along once by processes that come at once', async () => {
    const file = newFile();

    const outcomes = await Promise.all([1, 2, 3].map(() => runProcess(file, 'db', 'apply', '--yes')));
    const { stdout } = await run(file, 'db', 'status', '--json');

    expect(outcomes.map(({ exit }) => exit)).toEqual([0, 0, 0]);
    expect(dataOf({ stdout, exit: 0, stderr: '' })).toMatchObject([{ applied: [{}, {}], isUpToDate: true }]);
  });

  it('are no files that are something else', async () => {
    const { exit, stderr } = await run(written('something else'), 'db', 'status');

    expect(exit).toBe(2);
    expect(stderr).toMatch(/DATABASE_FAILED DATABASE_\w+:/);
  });

  it('have no commands handled that wait in them', async () => {
    const file = await withTables();
    const waiting = {
      data: { number: 'L1', cents: 5 },
      metadata: {
        id: 'waits',
        type: 'Banking.Credit.v1',
        kind: 'command' as const,
        time: new Date(0),
        schemaVersion: 1,
        correlationId: 'waits',
        extensions: {},
      },
    };
    const credits = async (): Promise<number> => {
      const found = dataOf(await run(file, 'events', 'read', '--type', 'Credited', '--json'));
      return (found as { events: unknown[] }).events.length;
    };

    await behindIts(file, async (database) => {
      const transaction = await database.begin();
      await transaction.outbox.put('commands', [waiting]);
      await transaction.commit();
    });
    await run(file, 'events', 'import', written(exported), '--yes');
    const looked = [await credits(), await credits()];
    await behindIts(file, async () => {}); // an application, which handles what waits
    const handled = await credits();

    expect(looked).toEqual([2, 2]);
    expect(handled).toBe(3);
  });
});

(hasSqlite ? describe : describe.skip)('an export', () => {
  it('is imported as it was, and exported again byte for byte', async () => {
    const file = await withTables();
    const again = newFile('again.ndjson');

    const unasked = await run(file, 'events', 'import', written(exported));
    const imported = await run(file, 'events', 'import', written(exported), '--yes');
    await run(file, 'events', 'export', '--reveal', '--out', again);
    const history = await run(file, 'events', 'history', 'Ledger', 'L1', '--json');

    expect(unasked.exit).toBe(5);
    expect(unasked.stderr).toContain('Import 4 events of 2 streams? Nobody is there to answer.');
    expect(imported.stdout).toMatch(/^Imported 4 events of 2 streams from /);
    // Positions are given anew; everything else is as it was.
    const plain = (text: string): readonly unknown[] =>
      text
        .trim()
        .split('\n')
        .slice(1, -1)
        .map((line) => ({ ...(JSON.parse(line) as object), position: 0 }));
    expect(plain(readFileSync(again, 'utf8'))).toEqual(plain(exported));
    expect(dataOf(history)).toMatchObject({ entries: [{}, {}, { changes: [{ from: 1000, to: 1250 }] }] });
  });

  it('is refused whole where one stream of it is in conflict, or one identity is taken', async () => {
    const file = await withTables();
    await behindIts(file, async (database) => {
      const transaction = await database.begin();
      const event = { type: 'Banking.Credited.v1', time: 0, data: '{"cents":1}', metadata: '{}', tags: [] };
      await transaction.events.append([
        { stream: 'Ledger-L3', expected: 'none', events: [{ id: 'event-5', ...event }] },
      ]);
      await transaction.commit();
    });

    const taken = await run(file, 'events', 'import', written(exported), '--yes');
    const streams = await streamsIn(file);
    const other = await withEvents();
    const twice = await run(other, 'events', 'import', written(exported), '--yes');

    expect([taken.exit, streams]).toEqual([5, 1]);
    expect(taken.stderr).toContain('IMPORT_REFUSED');
    expect(twice.stdout).toMatch(
      /^Imported 0 events of 2 streams .*\n4 events of it had been there already\./,
    );
    expect(await streamsIn(other)).toBe(2);
  });

  it('is refused whole where another event is in the place of one of its own', async () => {
    const file = await withTables();
    await behindIts(file, async (database) => {
      const transaction = await database.begin();
      const event = { type: 'Banking.Credited.v1', time: 0, data: '{"cents":1}', metadata: '{}', tags: [] };
      await transaction.events.append([
        { stream: 'Ledger-L1', expected: 'none', events: [{ id: 'another', ...event }] },
      ]);
      await transaction.commit();
    });

    const refused = await run(file, 'events', 'import', written(exported), '--dry-run');

    expect(refused.exit).toBe(5);
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain('Ledger-L1 has another version 0 already');
    expect(await streamsIn(file)).toBe(1);
  });

  it('leaves no file behind that is not whole', async () => {
    const out = newFile('events.ndjson');

    const { exit } = await run(newFile(), 'events', 'export', '--out', out);

    expect([exit, existsSync(out)]).toEqual([2, false]);
  });
});

describe('a long export', () => {
  it('is imported a thousand events at a time, and goes on where it ended in between', async () => {
    const file = written(exportOf(2_600));
    const database = await memory().open({ domain: 'Banking', shapes: [], now: Date.now });
    const sizes: number[] = [];
    let parts = 0;
    /** Ends after two parts, as where a machine stops. */
    const stopping = counting(database, sizes, () => {
      if (++parts === 3) throw new Error('The machine stopped.');
    });
    const everything = async (): Promise<readonly string[]> =>
      (await database.events.readFeed({ limit: 5_000 })).map(({ id }) => id);

    await expect(importEvents(stopping, 'Banking', { file, isDryRun: false })).rejects.toThrow('stopped');
    const stored = await everything();
    const rest = await importEvents(database, 'Banking', { file, isDryRun: true });
    const goneOn = await importEvents(counting(database, sizes), 'Banking', { file, isDryRun: false });

    expect(stored).toEqual(idsOf(stored.length));
    expect(stored.length).toBeGreaterThanOrEqual(2_000);
    expect(rest).toMatchObject({ events: 2_600 - stored.length, present: stored.length, isDryRun: true });
    expect(goneOn).toEqual({ ...rest, isDryRun: false });
    expect(await everything()).toEqual(idsOf(2_600));
    expect(Math.max(...sizes)).toBeLessThan(1_500);
    expect(await importEvents(database, 'Banking', { file, isDryRun: false })).toMatchObject({ events: 0 });
  });
});

const idsOf = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `e${at}`);

/** An export of events of three streams, one after the other. */
function exportOf(count: number): string {
  const header = { format: 'domainry-events', version: 1, domain: 'Banking', isMasked: false };
  const events = idsOf(count).map((id, at) => ({
    position: at + 1,
    stream: `Ledger-${at % 3}`,
    version: Math.floor(at / 3),
    id,
    type: 'Banking.Credited.v1',
    time: 0,
    data: '{"cents":1}',
    metadata: '{}',
    tags: [],
  }));
  const lines = [header, ...events].map((each) => `${JSON.stringify(each)}\n`).join('');
  const sha256 = createHash('sha256').update(lines).digest('hex');
  return `${lines}${JSON.stringify({ events: count, sha256 })}\n`;
}

/** A database that tells how many events each transaction holds. */
function counting(database: Database, sizes: number[], onBegin: () => void = () => {}): Database {
  return new Proxy(database, {
    get: (target, key) => {
      if (key !== 'begin') return Reflect.get(target, key, target) as unknown;
      return async () => {
        onBegin();
        const transaction = await target.begin();
        const append = transaction.events.append.bind(transaction.events);
        const at = sizes.push(0) - 1;
        transaction.events.append = async (appends, condition) => {
          for (const { events } of appends) sizes[at]! += events.length;
          return await append(appends, condition);
        };
        return transaction;
      };
    },
  });
}

describe('a file that is not the whole export of the domain', () => {
  const lines = exported.trimEnd().split('\n');
  const ofTheShop = exported.replace('"domain":"Banking"', '"domain":"Shop"');
  const broken: readonly (readonly [string, string, string])[] = [
    ['IMPORT_INVALID', 'was cut off', `${lines.slice(0, -1).join('\n')}\n`],
    ['IMPORT_INVALID', 'was cut off', `${lines.slice(0, 3).join('\n')}\n`],
    ['IMPORT_INVALID', 'was changed', exported.replace('\\"cents\\":1000', '\\"cents\\":9000')],
    ['IMPORT_INVALID', 'was changed', [lines[0], ...lines.slice(2)].join('\n')],
    ['IMPORT_INVALID', 'it is no JSON object', exported.replace(lines[2]!, 'null')],
    [
      'IMPORT_INVALID',
      'version is missing or wrong',
      exported.replace('"version":1,"id"', '"version":-1,"id"'),
    ],
    ['IMPORT_INVALID', 'goes on with version', exported.replace('"version":2,"id"', '"version":7,"id"')],
    ['IMPORT_INVALID', 'behind the last line', `${exported}${lines[1]}\n`],
    ['IMPORT_INVALID', 'does not begin', lines.slice(1).join('\n')],
    ['IMPORT_INVALID', 'no personal data', exported.replace('"isMasked":false', '"isMasked":true')],
    ['IMPORT_INVALID', 'was cut off', ''],
    ['IMPORT_REFUSED', 'events of Shop', ofTheShop],
  ];
  it.each(broken)('is refused whole: %s, %s', async (code, message, text) => {
    const database = await memory().open({ domain: 'Banking', shapes: [], now: Date.now });

    const refused = importEvents(database, 'Banking', { file: written(text), isDryRun: false });

    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect(await database.events.listStreams({ limit: 1 })).toEqual([]);
  });

  it.each([
    [2, 'IMPORT_INVALID', 'was cut off', ''],
    [5, 'IMPORT_REFUSED', 'events of Shop', ofTheShop],
  ])('ends the command with %i: %s, %s', async (exit, code, message, text) => {
    const refused = await onLedgers(['events', 'import', written(text), '--yes']);

    expect(refused.stderr).toContain(code);
    expect(refused.stderr.replaceAll(/\s+/g, ' ')).toContain(message);
    expect(refused.exit).toBe(exit);
  });
});

(hasSqlite ? describe : describe.skip)('the outbox', () => {
  it('is listed without payloads and counted; what was abandoned is put back, or given up with a reason', async () => {
    const file = await withEvents();
    await behindIts(file, async (database) => {
      const transaction = await database.begin();
      const known = { type: 'Banking.Sent.v1', kind: 'event', schemaVersion: 1, extensions: {} } as const;
      await transaction.outbox.put(
        'broker',
        ['a', 'b', 'c'].map((id) => ({
          data: { secret: 'canary' },
          metadata: { ...known, id, time: new Date(0), correlationId: id },
        })),
      );
      await transaction.commit();
      const claim = { owner: 'relay', limit: 2, leaseMs: 60_000 };
      for (const entry of await database.outbox.claim('broker', claim))
        await database.outbox.failed(entry, 'unreachable', { kind: 'abandon', keyWaits: true });
    });

    const listed = await run(
      file,
      'outbox',
      'list',
      'broker',
      '--state',
      'abandoned',
      '--limit',
      '1',
      '--json',
    );
    const requeued = await run(file, 'outbox', 'requeue', '1,3,9', '--json');
    const asked = await run(file, 'outbox', 'discard', '2');
    const discarded = await run(
      file,
      'outbox',
      'discard',
      '2',
      '--reason',
      'sent by mail',
      '--yes',
      '--json',
    );
    const counted = await run(file, 'outbox', 'counts', '--json');
    const wrong = await run(file, 'outbox', 'requeue', 'first');

    expect(dataOf(listed)).toMatchObject({
      entries: [{ position: 1, type: 'Banking.Sent.v1', id: 'a', attempts: 1, reason: 'unreachable' }],
      next: 1,
    });
    expect(listed.stdout).not.toContain('canary');
    expect(dataOf(requeued)).toEqual({ requeued: [1], left: [3, 9] });
    expect([asked.exit, wrong.exit]).toEqual([5, 2]);
    expect(dataOf(discarded)).toEqual({ discarded: [2], left: [] });
    expect(dataOf(counted)).toMatchObject({
      destinations: [{ destination: 'broker', waiting: 2, abandoned: 0, discarded: 1 }],
    });
  });
});

(hasSqlite ? describe : describe.skip)('snapshots', () => {
  it('are removed but for the latest, once that is confirmed', async () => {
    const file = await withEvents();
    await behindIts(file, async ({ snapshots }) => {
      for (const version of [0, 1, 2])
        await snapshots.save({ stream: 'Ledger-L1', version, format: 'x', data: '{}', time: version });
    });
    const kept: (number | undefined)[] = [];
    const look = (): Promise<void> =>
      behindIts(file, async ({ snapshots }) => {
        for (const atMost of [2, 1]) kept.push((await snapshots.load('Ledger-L1', atMost))?.version);
      });

    await run(file, 'snapshot', 'delete', 'Ledger', '--keep', '1', '--dry-run');
    await look();
    await run(file, 'snapshot', 'delete', 'Ledger', 'L1', '--keep', '1', '--yes');
    await look();
    await run(file, 'snapshot', 'delete', 'Ledger', '--yes');
    await look();

    expect(kept).toEqual([2, 1, 2, undefined, undefined, undefined]);
  });
});

(hasSqlite ? describe : describe.skip)('streams', () => {
  it('are archived when they are old or have ended, are told of as before, and restored', async () => {
    const file = await withEvents();
    const out = newFile('events.ndjson');
    const archive = (...argv: string[]): Promise<Run> => run(file, 'events', 'archive', ...argv);

    const unclear = await archive('Ledger', '--yes');
    const tried = await archive('Ledger', '--before', '2026-01-02', '--ended-by', 'Credited', '--dry-run');
    const unasked = await archive('Ledger', '--ended-by', 'Credited');
    const archived = await archive('Ledger', '--ended-by', 'Credited', '--yes', '--json');
    const again = await archive('Ledger', 'L1', '--yes');
    const history = await run(file, 'events', 'history', 'Ledger', 'L1', '--json');
    const read = await run(file, 'events', 'read', '--stream', 'Ledger-L1', '--json');
    await run(file, 'events', 'export', '--reveal', '--out', out);
    const snapshots = await run(file, 'snapshot', 'take', '--json');
    const restored = await run(file, 'events', 'restore', 'Ledger', 'L1');
    const onceMore = await run(file, 'events', 'restore', 'Ledger', 'L1');

    expect([unclear.exit, unasked.exit]).toEqual([2, 5]);
    expect(unasked.stderr).toContain('Archive 1 stream of Ledger?');
    expect(tried.stdout).toContain('Would archive 1 stream.');
    expect(dataOf(archived)).toEqual({ streams: 1, missed: 0, written: true });
    expect(again.stdout).toContain('Archived 0 streams.');
    expect(dataOf(history)).toMatchObject({
      isArchived: true,
      entries: [{}, {}, { changes: [{ from: 1000, to: 1250 }] }],
    });
    expect((dataOf(read) as { events: unknown[] }).events).toHaveLength(3);
    expect(readFileSync(out, 'utf8')).toContain('"stream":"Ledger-L1"');
    expect(dataOf(snapshots)).toEqual({ taken: 1, left: 0, written: true });
    expect(restored.stdout).toContain('Restored Ledger-L1.');
    expect(onceMore.stdout).toContain('Ledger-L1 is not archived.');
  });

  it.each([
    [['events', 'archive', 'Ledger', '--before', 'long ago', '--yes'], '--before is no date'],
    [['events', 'archive', 'Ledger', '--ended-by', 'Credit', '--yes'], 'Did you mean Credited?'],
    [['events', 'archive', 'Ledger', 'L9', '--yes'], 'Nothing ever happened to Ledger L9'],
    [['events', 'archive', 'Ledger', 'L1', '--before', '2026-01-01', '--yes'], 'It is not clear'],
  ])('are not archived by %j', async (argv, message) => {
    const { exit, stderr } = await onLedgers(argv);

    expect(exit).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(message);
  });
});

(hasSqlite ? describe : describe.skip)('snapshots on request', () => {
  it('are taken of what has had so many events since the last one', async () => {
    const file = await withEvents();
    const take = async (...argv: string[]): Promise<object> =>
      dataOf(await run(file, 'snapshot', 'take', '--json', ...argv));

    expect(await take('--behind', '3', '--dry-run')).toEqual({ taken: 1, left: 1, written: false });
    expect(await take('--behind', '3')).toEqual({ taken: 1, left: 1, written: true });
    expect(await take('Ledger')).toEqual({ taken: 1, left: 1, written: true });
    expect(await take('Ledger', 'L1')).toEqual({ taken: 0, left: 1, written: true });
    expect(dataOf(await run(file, 'snapshot', 'list', '--json'))).toMatchObject({
      snapshots: [
        { stream: 'Ledger-L1', version: 2, behind: 0 },
        { stream: 'Ledger-L2', version: 0, behind: 0 },
      ],
      without: 0,
    });
  });

  it('are refused of what is stored as state', async () => {
    expect((await onLedgers(['snapshot', 'take', 'Visit'])).stderr).toContain('ARGUMENT_WRONG');
  });
});
