import { expect, test } from '@jest/globals';
import { eventOf, open, write } from './opened.js';
import { describeOnServer, newSchema, onServer } from './server.js';

const many = 30_000;

/** Puts in events as they lie after as many commits, ten to a stream. */
async function fill(schema: string, isAnalysed: boolean): Promise<void> {
  await onServer(async (client) => {
    await client.query(`SET search_path = ${schema}; SET application_name = ${schema}`);
    await client.query(`
      INSERT INTO domainry_stream_traits (stream, category) SELECT 'S-' || g, 'S' FROM generate_series(0, ${many / 10 - 1}) g;
      INSERT INTO domainry_events SELECT -g, g, 'S-' || ((g - 1) / 10), (g - 1) % 10, 'S', 'id' || g, 'T.' || (g % 5), g, '{}', '{}',
        ARRAY['tag' || (g % 1000)] FROM generate_series(1, ${many}) g;
      INSERT INTO domainry_event_tags SELECT 'tag' || (g % 1000), g FROM generate_series(1, ${many}) g;
      UPDATE domainry_head SET position = ${many}`);
    if (isAnalysed) await client.query('ANALYZE');
  });
}

/**
 * Rows that were looked at in the tables of events since the schema was made, by connections that were closed: a connection
 * tells what it has counted before it is gone.
 */
async function rowsLookedAt(schema: string): Promise<Readonly<Record<string, readonly number[]>>> {
  return await onServer(async (client) => {
    const areOpen = async (): Promise<boolean> => {
      const { rows } = await client.query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1', [
        schema,
      ]);
      return rows.length > 0;
    };
    while (await areOpen()) await new Promise((resolve) => setTimeout(resolve, 10));
    const { rows } = await client.query<{ name: string; scans: string; fetched: string }>(
      `SELECT relname AS name, seq_tup_read AS scans, coalesce(idx_tup_fetch, 0) AS fetched FROM pg_stat_user_tables
       WHERE schemaname = $1 AND relname IN ('domainry_events', 'domainry_stream_traits', 'domainry_event_tags')`,
      [schema],
    );
    return Object.fromEntries(
      rows.map(({ name, scans, fetched }) => [name, [Number(scans), Number(fetched)]]),
    );
  });
}

describeOnServer(`among ${many} events`, () => {
  test.each([true, false])(
    'few are looked at to append and to read some (tables analysed: %s)',
    async (isAnalysed) => {
      const schema = newSchema();
      await (await open(schema, { applicationName: schema })).close();
      await fill(schema, isAnalysed);
      const before = await rowsLookedAt(schema);

      const database = await open(schema, { poolSize: 1, applicationName: schema });
      for (let round = 0; round < 12; round++) {
        await write(database, `S-${round}`, eventOf(`new ${round}`, [`tag${round}`]));
        const stream = await database.events.readStream('S-100', { limit: 100 });
        expect(stream).toHaveLength(10);
        const after = 1_000 * round;
        const page = await database.events.readFeed({ after, limit: 20 });
        expect(page.map(({ position }) => position)).toEqual(page.map((_, at) => after + 1 + at));
        const transaction = await database.begin();
        await transaction.events.append(
          [{ stream: `B-${round}`, expected: 'none', events: [eventOf(`bounded ${round}`)] }],
          { failIfMatch: { items: [{ tags: ['tag500'] }] }, after: many },
        );
        await transaction.commit();
      }
      await database.close();

      const after = await rowsLookedAt(schema);
      for (const [table, [scanned, fetched]] of Object.entries(after)) {
        const [scannedBefore, fetchedBefore] = before[table] ?? [0, 0];
        expect([table, scanned! - scannedBefore!]).toEqual([table, 0]);
        // Twelve rounds of a few rows each; going through all even once would be thirty thousand.
        expect(fetched! - fetchedBefore!).toBeLessThan(3_000);
      }
    },
    60_000,
  );

  test('a look at many streams goes to each by the index, as long as nobody has analysed the tables', async () => {
    const schema = newSchema();
    const database = await open(schema, { poolSize: 1, applicationName: schema });
    await onServer((client) =>
      client.query(`ALTER TABLE ${schema}.domainry_stream_traits SET (autovacuum_enabled = false)`),
    );
    // The server takes the table for small then, and would rather go through it than look for so many names.
    // Others each time: those that it has looked at before are remembered.
    const appendsOf = (round: number) =>
      Array.from({ length: 40 }, (_, at) => ({
        stream: at === 0 ? 'S-0' : `S-${round}.${at}`,
        expected: 'any' as const,
        events: [] as const,
      }));
    await write(database, 'S-0', eventOf('first'));
    for (let round = 0; round < 12; round++) {
      const transaction = await database.begin();
      await transaction.events.append(appendsOf(round));
      await transaction.rollback();
    }
    await database.close();

    const [scanned, fetched] = (await rowsLookedAt(schema))['domainry_stream_traits']!;
    expect(scanned).toBe(0);
    expect(fetched).toBeGreaterThanOrEqual(12);
  });

  test('a page is filled up where some of its events were truncated', async () => {
    const schema = newSchema();
    const database = await open(schema);
    for (let at = 0; at < 6; at++) await write(database, at % 2 === 0 ? 'A-1' : 'B-1', eventOf(`${at}`));
    const transaction = await database.begin();
    await transaction.events.truncateBefore('A-1', 2);
    await transaction.commit();
    const idsOf = async (read: object): Promise<string[]> =>
      (await database.events.readFeed({ limit: 3, ...read })).map(({ id }) => id);
    expect(await idsOf({})).toEqual(['1', '3', '4']);
    expect(await idsOf({ after: 5 })).toEqual(['5']);
    expect(await idsOf({ after: 6, backwards: true })).toEqual(['4', '3', '1']);
    expect(await idsOf({ after: 2, backwards: true })).toEqual([]);
    expect(await idsOf({ upTo: 4 })).toEqual(['1', '3']);
    await database.close();
  });
});
