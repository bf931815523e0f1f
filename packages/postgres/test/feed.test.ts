import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '@domainry/core/ports';
import { Client } from 'pg';
import { eventOf, open, write } from './opened.js';
import { describeOnServer, newSchema, onServer, url } from './server.js';
import { writeWithoutPosition } from './without-position.js';

let schema: string;
let databases: Database[];

const writers = 16;
const rounds = 12;

/**
 * Writes with random pauses between the statement that gives a number and the commit, some of them rolled back, on connections
 * of their own: what the function does at once, drawn out.
 */
async function writeSlowly(writer: number): Promise<string[]> {
  const committed: string[] = [];
  const client = new Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  for (let round = 0; round < rounds; round++) {
    const id = `${writer}.${round}`;
    await client.query('BEGIN');
    await writeWithoutPosition(client, `S-${writer}`, id);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    const isKept = Math.random() > 0.2;
    await client.query(isKept ? 'COMMIT' : 'ROLLBACK');
    if (isKept) committed.push(id);
  }
  await client.end();
  return committed;
}

/** Commits `late`, whose row has a lower number than another event, when that was committed and readers have seen it. */
async function commitBehind(early: string, seen: () => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, options: `-c search_path=${schema}` });
  await client.connect();
  await client.query('BEGIN');
  await writeWithoutPosition(client, 'S-late', 'late');
  await write(databases[0]!, 'S-early', eventOf(early));
  await seen();
  await client.query('COMMIT');
  await client.end();
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** Reads on after the last place until it has come across a mark. */
async function readUntil(
  mark: string,
  page: (after: number) => Promise<readonly { place: number; id: string }[]>,
  seen: string[] = [],
): Promise<string[]> {
  for (let after = 0; !seen.includes(mark);) {
    const found = await page(after);
    for (const { id } of found) seen.push(id);
    after = found.at(-1)?.place ?? after;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return seen;
}

describeOnServer('the feed', () => {
  beforeEach(async () => {
    schema = newSchema();
    databases = [await open(schema), await open(schema)];
  });
  afterEach(async () => {
    for (const database of databases) await database.close();
  });

  test('is seen whole and in one order by readers that never look back, where numbers of rows are not', async () => {
    const bySequence = databases.map((database) =>
      readUntil('mark', async (after) =>
        (await database.events.readFeed({ after, limit: 50 })).map(({ position, id }) => ({
          place: position,
          id,
        })),
      ),
    );
    const seenByNumber: string[] = [];
    const naive = onServer((client) =>
      readUntil(
        'mark',
        async (after) => {
          const { rows } = await client.query<{ number: string; id: string }>(
            `SELECT number, id FROM ${schema}.domainry_events WHERE number > $1 ORDER BY number LIMIT 50`,
            [after],
          );
          return rows.map(({ number, id }) => ({ place: Number(number), id }));
        },
        seenByNumber,
      ),
    );
    await commitBehind('early', () => until(() => seenByNumber.includes('early')));

    const committed = (await Promise.all(Array.from({ length: writers }, (_, at) => writeSlowly(at)))).flat();
    await write(databases[0]!, 'S-mark', eventOf('mark'));
    const [one, other] = await Promise.all(bySequence);

    expect(one!.toSorted()).toEqual([...committed, 'late', 'early', 'mark'].toSorted());
    expect(other).toEqual(one);
    expect(await databases[0]!.events.lastPosition()).toBe(committed.length + 3);
    // The check would notice: who goes by the numbers of rows misses what is committed late.
    expect(await naive).not.toContain('late');
  });

  test('keeps events of one transaction together, and those of a stream in order', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const transaction = await databases[at % 2]!.begin();
        const events = [1, 2, 3].map((part) => eventOf(`${at}.${part}`));
        await transaction.events.append([{ stream: `S-${at % 4}`, expected: 'any', events }]);
        const { position } = await transaction.commit();
        const [last] = await databases[at % 2]!.events.readFeed({ after: position! - 1, limit: 1 });
        expect(last!.id).toBe(`${at}.3`);
      }),
    );
    const feed = await databases[0]!.events.readFeed({ limit: 1_000 });
    for (let at = 0; at < feed.length; at += 3) {
      const [first] = feed[at]!.id.split('.');
      expect(feed.slice(at, at + 3).map(({ id }) => id)).toEqual([1, 2, 3].map((part) => `${first}.${part}`));
    }
    const versions = feed.filter(({ stream }) => stream === 'S-1').map(({ version }) => version);
    expect(versions).toEqual(versions.map((_, at) => at));
  });

  test('shows what was committed by a process that died before it was given a position', async () => {
    await onServer(async (client) => {
      await client.query(`SET search_path = ${schema}`);
      await writeWithoutPosition(client, 'S-1', 'orphan');
    });
    const [event] = await databases[0]!.events.readStream('S-1', { limit: 10 });
    expect([event!.id, event!.position]).toEqual(['orphan', 1]);
    expect((await databases[1]!.events.readFeed({ limit: 10 })).map(({ id }) => id)).toEqual(['orphan']);
  });

  test('gets on when sequencers are killed, with no gap and nothing twice', async () => {
    let isOver = false;
    let killed = 0;
    const killing = onServer(async (client) => {
      while (!isOver) {
        const { rows } = await client.query<{ done: boolean }>(
          "SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE query LIKE 'SELECT domainry_%' AND state = 'active' AND application_name = $1",
          [schema],
        );
        killed += rows.length;
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    const hunted = await open(schema, { applicationName: schema });
    databases.push(hunted);
    let written = 0;
    await Promise.all(
      Array.from({ length: 4 }, async (_, writer) => {
        // As long as it takes until one was killed.
        for (let round = 0; round < 60 || killed === 0; round++) {
          // Every other one has a connection of its own, so that positions are given afterwards.
          const key = round % 2 === 0 ? undefined : `${writer}.${round}`;
          await write(hunted, `S-${writer}`, eventOf(`${writer}.${round}`), key).then(
            () => written++,
            () => undefined,
          );
        }
      }),
    );
    isOver = true;
    await killing;

    const feed = await databases[0]!.events.readFeed({ limit: 100_000 });
    expect(feed.map(({ position }) => position)).toEqual(feed.map((_, at) => at + 1));
    expect(new Set(feed.map(({ id }) => id)).size).toBe(feed.length);
    // Commits whose answer was lost may have been done.
    expect(feed.length).toBeGreaterThanOrEqual(written);
  });

  test('is read backwards from behind its end as from its end', async () => {
    const [database] = databases;
    for (const id of ['a', 'b', 'c']) await write(database!, 'S-1', eventOf(id));
    for (const after of [4, 5, 6, 1_000, Number.MAX_SAFE_INTEGER]) {
      const page = await database!.events.readFeed({ after, backwards: true, limit: 2 });
      expect(page.map(({ id }) => id)).toEqual(['c', 'b']);
    }
    const all = await database!.events.readFeed({ after: -1, limit: 3 });
    expect(all.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  test('cannot be changed or shortened by statements', async () => {
    await write(databases[0]!, 'S-1', eventOf('a'));
    await onServer(async (client) => {
      await client.query(`SET search_path = ${schema}`);
      for (const statement of [
        "UPDATE domainry_events SET data = 'other'",
        'DELETE FROM domainry_events',
        'TRUNCATE domainry_events',
        'UPDATE domainry_events SET position = 9',
        "UPDATE domainry_events SET type = '', version = 9",
      ])
        await expect(client.query(statement)).rejects.toThrow(/^events are never/);
    });
  });
});
