import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { AppendCondition, Database, ExpectedVersion, NewEvent } from '@domainry/core/ports';
import { Client } from 'pg';
import { cuttingProxy } from './cutting-proxy.js';
import { eventOf, open, write } from './opened.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';

let schema: string;
let database: Database;

/** What something came to: its result, or the code of its error. */
async function outcomeOf(attempt: Promise<unknown>): Promise<unknown> {
  return await attempt.catch((error: unknown) => (error as { code: unknown }).code);
}

/** What a transaction appends. */
interface Append {
  readonly stream: string;
  readonly event: NewEvent;
  readonly expected?: ExpectedVersion;
  readonly condition?: AppendCondition;
  readonly key?: string;
}

/**
 * Commits transactions that have all been prepared before: they come at once, and go together. What they expect was as they
 * expect it when they were prepared.
 */
async function commitAtOnce(into: Database, appends: readonly Append[]): Promise<readonly unknown[]> {
  const prepared = [];
  for (const { stream, event, expected = 'any', condition, key } of appends) {
    const transaction = await into.begin();
    if (key !== undefined) await transaction.idempotency.claim(key, 'f', 'fail');
    await transaction.events.append([{ stream, expected, events: [event] }], condition);
    if (key !== undefined)
      await transaction.idempotency.complete({ key, fingerprint: 'f', result: event.id, time: 1 });
    prepared.push(transaction);
  }
  return await Promise.all(
    prepared.map((transaction) => outcomeOf(transaction.commit().then(({ position }) => position))),
  );
}

/** How often the server was called to commit, as it counts itself. */
async function callsDuring(act: () => Promise<unknown>): Promise<number> {
  const before = await numbersDrawn();
  await act();
  return (await numbersDrawn()) - before;
}

/** Each call that writes events draws one number. */
async function numbersDrawn(): Promise<number> {
  return await onServer(async (client) => {
    const { rows } = await client.query<{ drawn: string }>(
      `SELECT CASE WHEN is_called THEN (last_value + 999) / 1000 ELSE 0 END AS drawn FROM ${schema}.domainry_numbers`,
    );
    return Number(rows[0]!.drawn);
  });
}

async function ids(): Promise<readonly string[]> {
  return (await database.events.readFeed({ limit: 1_000 })).map(({ id }) => id);
}

describeOnServer('commits that come at once', () => {
  beforeEach(async () => {
    schema = newSchema();
    database = await open(schema);
  });
  afterEach(async () => {
    await database.close();
  });

  test('go together, to other streams and to one of which nothing is expected', async () => {
    const appends = Array.from({ length: 20 }, (_, at) => ({
      stream: `S-${at % 7}`,
      event: eventOf(`${at}`),
    }));
    let positions: readonly unknown[] = [];
    const calls = await callsDuring(async () => {
      positions = await commitAtOnce(database, appends);
    });
    expect(calls).toBeLessThanOrEqual(2);
    expect(positions).toEqual(appends.map((_, at) => at + 1));
    const feed = await database.events.readFeed({ limit: 100 });
    expect(feed.map(({ id, stream, version }) => [id, stream, version])).toEqual(
      appends.map(({ stream }, at) => [`${at}`, stream, Math.floor(at / 7)]),
    );
  });

  test('tell each the versions that its own events have come to', async () => {
    const prepared = await Promise.all(
      ['a', 'b', 'c'].map(async (id) => {
        const transaction = await database.begin();
        await transaction.events.append([
          { stream: 'S-1', expected: 'any', events: [eventOf(`${id}1`), eventOf(`${id}2`)] },
        ]);
        return transaction;
      }),
    );
    const committed = await Promise.all(prepared.map((transaction) => transaction.commit()));
    expect(committed.map(({ position, versions }) => [position, [...versions!]])).toEqual([
      [2, [['S-1', 1]]],
      [4, [['S-1', 3]]],
      [6, [['S-1', 5]]],
    ]);
  });

  test('of which one is archived, one is taken and one too late, fail alone', async () => {
    const prepare = async (append: Append): Promise<() => Promise<unknown>> => {
      const transaction = await database.begin();
      const { stream, event, expected = 'any', condition } = append;
      await transaction.events.append([{ stream, expected, events: [event] }], condition);
      return async () => await outcomeOf(transaction.commit().then(({ position }) => position));
    };
    await write(database, 'S-taken', eventOf('taken'));
    const commits = [
      await prepare({ stream: 'S-1', event: eventOf('one') }),
      await prepare({ stream: 'S-archived', event: eventOf('archived') }),
      await prepare({ stream: 'S-2', event: eventOf('taken') }),
      await prepare({ stream: 'S-late', expected: 'none', event: eventOf('late') }),
      await prepare({ stream: 'S-3', event: eventOf('three') }),
    ];
    await write(database, 'S-late', eventOf('first'));
    const archiving = await database.begin();
    await archiving.events.archive('S-archived');
    await archiving.commit();

    const outcomes = await Promise.all(commits.map((commit) => commit()));
    expect(outcomes).toEqual([
      expect.any(Number),
      'STREAM_ARCHIVED',
      'DUPLICATE_EVENT',
      'VERSION_CONFLICT',
      expect.any(Number),
    ]);
    expect((await ids()).toSorted()).toEqual(['first', 'one', 'taken', 'three']);
    expect((await database.events.readFeed({ limit: 9 })).map(({ position }) => position)).toEqual([
      1, 2, 3, 4,
    ]);
  });

  test('under conditions that exclude each other, one wins and the rest is refused', async () => {
    const condition = { failIfMatch: { items: [{ tags: ['seat:1'] }] } };
    const outcomes = await commitAtOnce(database, [
      ...Array.from({ length: 5 }, (_, at) => ({
        stream: `Seat-${at}`,
        event: eventOf(`seat ${at}`, ['seat:1']),
        condition,
      })),
      { stream: 'Other-1', event: eventOf('other', ['seat:2']) },
    ]);
    expect(outcomes.filter((outcome) => outcome === 'BOUNDARY_CONFLICT')).toHaveLength(4);
    expect((await ids()).toSorted()).toEqual(['other', 'seat 0']);
  });

  test('with a condition that another one is about to break, are looked at one after the other', async () => {
    const outcomes = await commitAtOnce(database, [
      { stream: 'A-1', event: eventOf('a', ['t']) },
      {
        stream: 'B-1',
        event: eventOf('b'),
        condition: { failIfMatch: { items: [{ types: ['Test.Happened.v1'], tags: ['t'] }] } },
      },
      { stream: 'C-1', event: eventOf('c') },
    ]);
    expect(outcomes).toEqual([1, 'BOUNDARY_CONFLICT', expect.any(Number)]);
    expect((await ids()).toSorted()).toEqual(['a', 'c']);
  });

  test('and have claimed keys, complete them; a key is completed once', async () => {
    const outcomes = await commitAtOnce(database, [
      { stream: 'S-1', event: eventOf('a'), key: 'k1' },
      { stream: 'S-2', event: eventOf('b') },
      { stream: 'S-3', event: eventOf('c'), key: 'k2' },
    ]);
    expect(outcomes.map(Number).toSorted((one, two) => one - two)).toEqual([1, 2, 3]);
    const again = await database.begin();
    expect((await again.idempotency.claim('k1', 'f', 'fail'))?.result).toBe('a');
    expect((await again.idempotency.claim('k2', 'f', 'fail'))?.result).toBe('c');
    await again.rollback();
  });

  test('are not kept waiting by one whose stream somebody else has locked', async () => {
    const other = new Client({ connectionString: url, options: `-c search_path=${schema}` });
    await other.connect();
    await other.query('BEGIN');
    await other.query(
      "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' stream S-locked', 0))",
    );
    const locked = outcomeOf(write(database, 'S-locked', eventOf('locked')));
    const free = await Promise.all(
      Array.from({ length: 10 }, (_, at) => write(database, `S-${at}`, eventOf(`${at}`))),
    );
    expect(free.toSorted((one, two) => one! - two!)).toEqual(free.map((_, at) => at + 1));
    await other.query('ROLLBACK');
    await other.end();
    expect(await locked).toBe(11);
  });

  test('whose answer is lost, each find out for themselves: done, or not done', async () => {
    for (const when of ['answered', 'before'] as const) {
      const proxy = await cuttingProxy();
      const through = await open(schema, { connectionString: proxy.url });
      const appends = Array.from({ length: 4 }, (_, at) => ({
        stream: `S-${at}`,
        event: eventOf(`${when} ${at}`),
      }));
      const prepared = [];
      for (const { stream, event } of appends) {
        const transaction = await through.begin();
        await transaction.events.append([{ stream, expected: 'any', events: [event] }]);
        prepared.push(transaction);
      }
      proxy.cut('domainry_commit', when);
      const outcomes = await Promise.all(
        prepared.map((transaction) => outcomeOf(transaction.commit().then(() => 'done'))),
      );
      const done = (await ids()).filter((id) => id.startsWith(when));
      expect(outcomes).toEqual(
        appends.map(({ event }) => (done.includes(event.id) ? 'done' : 'DATABASE_UNAVAILABLE')),
      );
      expect(done).toHaveLength(when === 'answered' ? 4 : 0);
      await through.close();
      proxy.close();
    }
  });

  test('of two processes keep the feed dense, and every stream in order', async () => {
    const other = await open(schema);
    await Promise.all(
      Array.from({ length: 200 }, (_, at) =>
        write(
          at % 2 === 0 ? database : other,
          `S-${at % 9}`,
          eventOf(`${at}`),
          at % 10 === 0 ? `k${at}` : undefined,
        ),
      ),
    );
    await other.close();
    const feed = await database.events.readFeed({ limit: 1_000 });
    expect(feed.map(({ position }) => position)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    for (let stream = 0; stream < 9; stream++) {
      const versions = feed.filter((event) => event.stream === `S-${stream}`).map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, at) => at));
    }
  });

  test('of more events than one call takes, are written all the same', async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => eventOf(`m${at}`, at % 100 === 0 ? ['t'] : []));
    const transaction = await database.begin();
    await transaction.events.append([{ stream: 'S-many', expected: 'none', events: many }]);
    const [committed] = await Promise.all([transaction.commit(), write(database, 'S-1', eventOf('one'))]);
    expect([...committed.versions!]).toEqual([['S-many', 2_499]]);
    expect(await database.events.lastPosition()).toBe(2_501);
    const read = await database.events.readStream('S-many', { limit: 3_000 });
    expect(read.map(({ id }) => id)).toEqual(many.map(({ id }) => id));
    expect(read.at(-1)!.position).toBe(committed.position);
  });
});
