import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Domain } from '@domainry/core';
import { loadDriver } from '../../src/driver/open-handle.js';
import { sqlite, type SqliteDriverName } from '../../src/index.js';
import { findDrivers } from '../drivers.js';
import { newFile } from '../files.js';
import { Add, Tally, tallies } from './tallies.js';

const { found: drivers } = await findDrivers();

/** Says nothing of what is expected here. */
const silent = { debug() {}, info() {}, warn() {}, error() {} };

async function open(path: string, driver: SqliteDriverName): Promise<Domain> {
  const domain = tallies.fork();
  await domain.init({ databases: { default: sqlite(path, { driver, busyTimeout: 100 }) }, logger: silent });
  return domain;
}

test.each(drivers)('A file that is something else is not touched (%s)', async (driver) => {
  const path = newFile();
  writeFileSync(path, 'Dear diary, '.repeat(1000));
  await expect(open(path, driver)).rejects.toMatchObject({
    code: 'DATABASE_CORRUPT',
    message: expect.stringContaining(`${path}: the file is no SQLite database, or was damaged.`),
  });
  expect(readFileSync(path, 'utf8')).toBe('Dear diary, '.repeat(1000));
});

test.each(drivers)('A file that was damaged is told of (%s)', async (driver) => {
  const path = newFile();
  const domain = await open(path, driver);
  await domain.process(new Add({ name: 'a', reference: 'r1' }));
  await domain.close();
  const bytes = readFileSync(path);
  writeFileSync(path, bytes.fill(0xaa, 4096));

  await expect(
    (async () => {
      const again = await open(path, driver);
      try {
        await again.repositoryFor(Tally).get('a');
      } finally {
        await again.close();
      }
    })(),
  ).rejects.toMatchObject({ code: 'DATABASE_CORRUPT' });
});

test.each(drivers)(
  'A folder that is not there is told of, and a folder in place of a file (%s)',
  async (driver) => {
    const path = newFile();
    for (const wrong of [join(path, 'deeper', 'bank.db'), dirname(path)]) {
      await expect(open(wrong, driver)).rejects.toMatchObject({
        code: 'DATABASE_UNAVAILABLE',
        message: expect.stringContaining('Check that its folder exists'),
      });
    }
  },
);

test.each(drivers)('A file of a later version is left as it is (%s)', async (driver) => {
  const path = newFile();
  await (await open(path, driver)).close();
  const file = (await loadDriver(driver)).open(path);
  file.exec('PRAGMA user_version = 99');
  file.close();
  await expect(open(path, driver)).rejects.toMatchObject({ code: 'SCHEMA_NEWER', details: { found: 99 } });
});
