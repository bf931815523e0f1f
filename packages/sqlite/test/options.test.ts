import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import type { Database, DatabaseModel } from '@domainry/core/ports';
import type { SqliteConnection } from '../src/driver/connection.js';
import { loadDriver } from '../src/driver/open-handle.js';
import { sqlite, type SqliteOptions } from '../src/index.js';
import { openFile } from '../src/open-file.js';
import { findDrivers } from './drivers.js';
import { newFile } from './files.js';

const model: DatabaseModel = { domain: 'Bank', shapes: [], now: () => 0 };

let path: string;
let opened: Database | undefined;
beforeEach(() => {
  path = newFile();
});
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** What SQLite says of the connections that are opened. */
async function settings(options: SqliteOptions): Promise<Record<string, unknown>> {
  const { reading, writing } = await openFile(path, model, options);
  const ask = (connection: SqliteConnection, name: string): unknown =>
    Object.values(connection.get(`PRAGMA ${name}`)!)[0];
  const found = {
    journal: ask(writing, 'journal_mode'),
    synchronous: ask(writing, 'synchronous'),
    foreignKeys: ask(writing, 'foreign_keys'),
    mayWriteOverReading: ask(reading, 'query_only') === 0,
  };
  reading.close();
  writing.close();
  return found;
}

test.each([
  ['full', 2],
  ['normal', 1],
  [undefined, 2],
] as const)('With synchronous %s, SQLite waits for the disk accordingly', async (synchronous, level) => {
  const given = synchronous === undefined ? {} : { synchronous };
  expect(await settings(given)).toEqual({
    journal: 'wal',
    synchronous: level,
    foreignKeys: 1,
    mayWriteOverReading: false,
  });
});

const { found, missing } = await findDrivers();

test.each(found)('The driver %s is the one that is used, where it is named', async (driver) => {
  opened = await sqlite(path, { driver }).open(model);
  const transaction = await opened.begin();

  // Each calls an error by a name of its own.
  await expect(transaction.raw!.run('select * from nowhere', [])).rejects.toMatchObject({
    code: driver === 'node:sqlite' ? 'ERR_SQLITE_ERROR' : 'SQLITE_ERROR',
  });
  await transaction.rollback();
});

if (missing.length > 0)
  test.each(missing)(
    'The driver %s is not replaced by another where it is named and missing',
    async (driver) => {
      await expect(sqlite(path, { driver }).open(model)).rejects.toMatchObject({
        code: 'DRIVER_MISSING',
        details: { drivers: [driver] },
      });
      expect(existsSync(path)).toBe(false);
    },
  );

test('While it is open, what was committed last is in the log beside the file; then in the file itself', async () => {
  opened = await sqlite(path).open(model);
  const transaction = await opened.begin();
  const event = { id: 'e', type: 'Opened', time: 0, data: '{}', metadata: '{}', tags: [] };
  await transaction.events.append([{ stream: 'Account-1', expected: 'none', events: [event] }]);
  await transaction.commit();
  expect(existsSync(`${path}-wal`)).toBe(true);

  await opened.close();
  opened = undefined;
  expect(existsSync(`${path}-wal`)).toBe(false);
});

test('busyTimeout is how long somebody waits for another process', async () => {
  const other = (await loadDriver()).open(path);
  opened = await sqlite(path, { busyTimeout: 0 }).open(model);
  const patient = await sqlite(path, { busyTimeout: 30_000 }).open(model);
  other.exec('BEGIN IMMEDIATE');
  const append = async (database: Database): Promise<unknown> => {
    const transaction = await database.begin();
    await transaction.events.archive('Account-1');
    return await transaction.commit();
  };

  await expect(append(opened)).rejects.toMatchObject({ code: 'DATABASE_BUSY' });
  const waiting = append(patient);
  await new Promise((resolve) => setTimeout(resolve, 50));
  other.exec('COMMIT');
  await expect(waiting).resolves.toBeDefined();

  await patient.close();
  other.close();
});

test.each([
  [{ busyTimeout: -1 }, 'busyTimeout'],
  [{ busyTimeout: '5' }, 'busyTimeout'],
  [{ synchronous: 'off' }, 'synchronous'],
  [{ driver: 'sqlite3' }, 'driver'],
  [{ migrations: true }, 'migrations'],
  [{ synchronus: 'full' }, 'synchronus'],
])('%j is refused before anything is opened', (options, option) => {
  expect(() => sqlite(path, options as never)).toThrow(
    expect.objectContaining({ code: 'DATABASE_OPTION', details: { option } }) as never,
  );
  expect(existsSync(path)).toBe(false);
});
