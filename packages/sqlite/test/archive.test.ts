import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Database } from '@domainry/core/ports';
import { loadDriver } from '../src/driver/open-handle.js';
import { sqlite } from '../src/index.js';
import { newFile } from './files.js';

let path: string;
let database: Database;
beforeEach(async () => {
  path = newFile();
  database = await sqlite(path, { synchronous: 'normal' }).open({ domain: 'Bank', shapes: [], now: () => 0 });
  for (const [stream, id] of [
    ['S-1', 'a'],
    ['S-1', 'b'],
    ['S-2', 'c'],
  ] as const) {
    const event = { id, type: 'Opened', time: 0, data: '{}', metadata: '{}', tags: ['t', 't'] };
    const transaction = await database.begin();
    await transaction.events.append([{ stream, expected: 'any', events: [event] }]);
    await transaction.commit();
  }
  const transaction = await database.begin();
  await transaction.events.archive('S-1');
  await transaction.commit();
});
afterEach(() => database.close());

test('What is archived leaves the table that everybody uses, and its tags with it', async () => {
  const file = (await loadDriver()).open(path);
  const count = (table: string): unknown => file.prepare(`SELECT count(*) AS count FROM ${table}`).get();

  expect(count('domainry_events')).toEqual({ count: 1 });
  expect(count('domainry_event_tags')).toEqual({ count: 1 });
  expect(count('domainry_archived_events')).toEqual({ count: 2 });
  expect(count('domainry_archived_tags')).toEqual({ count: 2 });
  file.close();
});

test('What is archived cannot be changed or removed by statements, nor can what only seems to be archived', async () => {
  const file = (await loadDriver()).open(path);
  const seeming = `INSERT INTO domainry_archived_events
    SELECT position, stream, version, category, id, type, time, 'other', metadata, tags FROM domainry_events`;

  for (const statement of [
    "UPDATE domainry_archived_events SET data = 'other'",
    'DELETE FROM domainry_archived_events',
    'DELETE FROM domainry_events',
    `${seeming}; DELETE FROM domainry_events`,
  ])
    expect(() => file.exec(statement)).toThrow(/events are never/);
  file.close();
});
