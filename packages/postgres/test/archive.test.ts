import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { DomainryError } from '@domainry/core';
import type { Database } from '@domainry/core/ports';
import { eventOf, open, write } from './opened.js';
import { describeOnServer, newSchema, onServer } from './server.js';

let schema: string;
let database: Database;

const archive = async (stream: string, by: 'archive' | 'restore' = 'archive'): Promise<void> => {
  const transaction = await database.begin();
  await transaction.events[by](stream);
  await transaction.commit();
};

const inSchema = async <Result>(
  act: (client: Parameters<Parameters<typeof onServer>[0]>[0]) => Promise<Result>,
): Promise<Result> =>
  await onServer(async (client) => {
    await client.query(`SET search_path = ${schema}`);
    return await act(client);
  });

describeOnServer('what is archived', () => {
  beforeEach(async () => {
    schema = newSchema();
    database = await open(schema);
    for (const id of ['a', 'b', 'c']) await write(database, 'S-1', eventOf(id, ['t']));
    await write(database, 'S-2', eventOf('d'));
  });
  afterEach(() => database.close());

  test('leaves the tables that everybody uses, and all of their indexes', async () => {
    await archive('S-1');

    const { rows } = await inSchema((client) =>
      client.query(
        `SELECT (SELECT array_agg(id) FROM domainry_events) AS events, (SELECT array_agg(position) FROM domainry_events) AS feed,
           (SELECT count(*)::integer FROM domainry_event_tags) AS tags,
           (SELECT array_agg(position ORDER BY position) FROM domainry_archived_events) AS archived,
           (SELECT count(*)::integer FROM domainry_archived_tags) AS archived_tags`,
      ),
    );

    expect(rows).toEqual([
      { events: ['d'], feed: ['4'], tags: 0, archived: ['1', '2', '3'], archived_tags: 3 },
    ]);
  });

  test('cannot be changed or removed by statements, nor can what only seems to be archived', async () => {
    await archive('S-1');
    const seeming = `INSERT INTO domainry_archived_events
      SELECT position, number, stream, version, category, id, type, time, 'other', metadata, tags FROM domainry_events`;

    await inSchema(async (client) => {
      for (const statement of [
        "UPDATE domainry_archived_events SET data = 'other'",
        'DELETE FROM domainry_archived_events',
        'TRUNCATE domainry_archived_events',
        `${seeming}; DELETE FROM domainry_events`,
      ])
        await expect(client.query(statement)).rejects.toThrow(/^events are never/);
    });
  });

  test('is where it was when the connection is lost in the middle', async () => {
    await inSchema(async (client) => {
      client.on('error', () => undefined);
      await client.query('BEGIN');
      await client.query("UPDATE domainry_streams SET archived = true WHERE stream = 'S-1'");
      await client.query("SELECT domainry_archive('S-1')");
      const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
      await onServer((other) => other.query('SELECT pg_terminate_backend($1)', [rows[0].pid]));
    }).catch(() => undefined); // what ended takes nothing any more

    const whole = { limit: 9, includeArchived: true };
    expect(await database.events.readStream('S-1', { limit: 9 })).toHaveLength(3);
    expect(await database.events.readStream('S-1', whole)).toHaveLength(3);
    expect(await database.events.describeStream('S-1')).toMatchObject({ isArchived: false });
    await archive('S-1');
    expect(await database.events.readStream('S-1', whole)).toHaveLength(3);
  });

  test('and restored beside who writes and who reads leaves everybody with everything, once', async () => {
    const streams = ['S-1', 'S-2', 'S-3'];
    const acknowledged = ['a', 'b', 'c', 'd'];
    const seen: string[] = [];
    let isOver = false;
    let after = 0;
    const readOn = async (): Promise<number> => {
      const page = await database.events.readFeed({ after, limit: 7 });
      for (const { id, position } of page) {
        expect(position).toBe(after + 1);
        after = position;
        seen.push(id);
      }
      return page.length;
    };
    const reading = (async () => {
      while (!isOver) await readOn();
    })();
    const archiving = (async () => {
      for (let round = 0; !isOver || round < 10; round++)
        await archive(streams[round % 3]!, round % 2 === 0 ? 'archive' : 'restore');
    })();
    await Promise.all(
      [0, 1, 2, 3].map(async (writer) => {
        for (let round = 0; round < 25; round++) {
          const id = `${writer}.${round}`;
          // Every other one has a connection of its own, so that positions are given afterwards.
          const key = round % 2 === 0 ? undefined : id;
          try {
            await write(database, streams[(writer + round) % 3]!, eventOf(id, ['t']), key);
            acknowledged.push(id);
          } catch (error) {
            if (!DomainryError.is(error, 'STREAM_ARCHIVED')) throw error;
          }
        }
      }),
    );
    isOver = true;
    await Promise.all([reading, archiving]);
    while ((await readOn()) > 0);

    expect(seen.toSorted()).toEqual(acknowledged.toSorted());
    const ofStreams = await Promise.all(
      streams.map((stream) => database.events.readStream(stream, { limit: 999, includeArchived: true })),
    );
    expect(
      ofStreams
        .flat()
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(acknowledged.toSorted());
    for (const events of ofStreams) expect(events.map(({ version }) => version)).toEqual([...events.keys()]);
    const { rows } = await inSchema((client) =>
      client.query(
        `SELECT (SELECT count(position) FROM domainry_events) + (SELECT count(*) FROM domainry_archived_events) = position AS whole
         FROM domainry_head`,
      ),
    );
    expect(rows).toEqual([{ whole: true }]);
  });
});
