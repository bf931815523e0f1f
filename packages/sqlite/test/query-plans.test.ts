import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Database, DatabaseModel } from '@domainry/core/ports';
import { SqliteConnection } from '../src/driver/connection.js';
import { loadDriver } from '../src/driver/open-handle.js';
import { sqlite } from '../src/index.js';
import { newFile } from './files.js';

const model: DatabaseModel = { domain: 'Bank', shapes: [], now: () => 0 };
const event = (id: string): object => ({
  id,
  type: 'Opened',
  time: 0,
  data: '{}',
  metadata: '{}',
  tags: ['t'],
});

let path: string;
let database: Database;
beforeEach(async () => {
  path = newFile();
  database = await sqlite(path, { synchronous: 'normal' }).open(model);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.close();
});

/** How SQLite goes about the statements that are run while something is done. */
async function plansOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const asked = new Map<string, number>();
  for (const method of ['all', 'get', 'run'] as const) {
    const original = SqliteConnection.prototype[method] as (text: string, ...values: never[]) => never;
    jest.spyOn(SqliteConnection.prototype, method).mockImplementation(function (
      this: SqliteConnection,
      text: string,
      ...values: never[]
    ) {
      if (text.includes('domainry_')) asked.set(text, values.length);
      return original.call(this, text, ...values);
    } as never);
  }
  await act();
  jest.restoreAllMocks();
  const file = (await loadDriver()).open(path);
  const plans = [...asked].flatMap(([text, count]) =>
    file
      .prepare(`EXPLAIN QUERY PLAN ${text}`)
      .all(...Array<null>(count).fill(null))
      .map((row) => String(row['detail'])),
  );
  file.close();
  return plans;
}

async function append(stream: string, id: string): Promise<void> {
  const transaction = await database.begin();
  const condition = { failIfMatch: { items: [{ tags: ['t'], types: ['Other'] }] } };
  await transaction.events.append([{ stream, expected: 'any', events: [event(id) as never] }], condition);
  await transaction.commit();
}

const walks = /^SCAN (?!CONSTANT ROW|\(subquery|domainry_events$)|TEMP B-TREE/;

test('An append goes by indexes alone, however many events there are', async () => {
  await append('Account-1', 'e');
  const plans = await plansOf(() => append('Account-1', 'f'));

  expect(plans.length).toBeGreaterThan(3);
  expect(plans.filter((plan) => walks.test(plan))).toEqual([]);
  // The last position is the end of the table.
  expect(plans).toContain('SEARCH domainry_events');
  expect(plans.join('\n')).toContain('SEARCH e USING COVERING INDEX domainry_events_stream (stream=?)');
});

test('A stream, the feed, a category, types and tags are read by indexes, in their order', async () => {
  await append('Account-1', 'e');
  const { events } = database;
  const plans = await plansOf(async () => {
    await events.readStream('Account-1', { limit: 10 });
    await events.readStream('Account-1', { limit: 10, backwards: true });
    await events.readFeed({ limit: 10, after: 5 });
    await events.readFeed({ limit: 10, after: 5, category: 'Account' });
    await events.readFeed({ limit: 10, query: { items: [{ types: ['Opened'] }] } });
    await events.readFeed({ limit: 10, query: { items: [{ tags: ['t'] }] } });
    await events.lastPosition();
    await events.describeStream('Account-1');
    await events.listStreams({ limit: 10 });
  });

  expect(plans.filter((plan) => plan.startsWith('SCAN') && !/^SCAN (t|CONSTANT ROW)$/.test(plan))).toEqual(
    [],
  );
  const all = plans.join('\n');
  expect(all).toMatch(/USING INDEX domainry_events_stream \(stream=\? AND version>\? AND version<\?\)/);
  expect(all).toMatch(/USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/);
  expect(all).toMatch(/USING INDEX domainry_events_category \(category=\? AND \w+>\? AND \w+<\?\)/);
  expect(all).toMatch(/USING COVERING INDEX domainry_events_type \(type=\? AND \w+>\? AND \w+<\?\)/);
});
