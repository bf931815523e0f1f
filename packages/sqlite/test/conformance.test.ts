import { describe, expect, test } from '@jest/globals';
import { databaseConformance, registerConformance } from '@domainry/testing/conformance';
import { sqlite } from '../src/index.js';
import { findDrivers } from './drivers.js';
import { newFile } from './files.js';

const { found, missing } = await findDrivers();

for (const driver of found) {
  const paths = new WeakMap<object, string>();
  // What a loss of power leaves is not looked at here, and waiting for the disk takes most of the time.
  const options = { driver, synchronous: 'normal' } as const;
  registerConformance(
    { describe, test },
    databaseConformance({
      name: `sqlite (${driver})`,
      capabilities: ['persistent', 'rawQueries'],
      patience: 5,
      open: async (model) => {
        const path = newFile();
        const database = await sqlite(path, options).open(model);
        paths.set(database, path);
        return database;
      },
      reopen: (database, model) => sqlite(paths.get(database)!, options).open(model),
    }),
  );
  for (const [placement, tenants] of [
    ['a file for each tenant', 'files'],
    ['a tenant column', 'column'],
  ] as const) {
    registerConformance(
      { describe, test },
      databaseConformance({
        name: `sqlite (${driver}), ${placement}`,
        capabilities: ['persistent', 'rawQueries', 'tenants'],
        patience: 5,
        open: async (model) => {
          const path = newFile();
          const database = await sqlite(path, { ...options, tenants }).open(model);
          paths.set(database, path);
          return database;
        },
        reopen: (database, model) => sqlite(paths.get(database)!, { ...options, tenants }).open(model),
      }),
    );
  }
}

for (const driver of found)
  // Each of both once: the tables of tenants are those of the others.
  for (const [keys, tenants] of [
    ['string', undefined],
    ['integer', 'files'],
  ] as const) {
    const paths = new WeakMap<object, string>();
    const options = {
      driver,
      synchronous: 'normal',
      ...(tenants === undefined ? {} : { tenants }),
    } as const;
    registerConformance(
      { describe, test },
      databaseConformance({
        name: `sqlite (${driver}), keys of type ${keys}${tenants === undefined ? '' : ', a file for each tenant'}`,
        capabilities: ['persistent', 'rawQueries', ...(tenants === undefined ? [] : (['tenants'] as const))],
        keys,
        patience: 5,
        open: async (model) => {
          const path = newFile();
          const database = await sqlite(path, options).open(model);
          paths.set(database, path);
          return database;
        },
        reopen: (database, model) => sqlite(paths.get(database)!, options).open(model),
      }),
    );
  }

for (const driver of missing) process.emitWarning(`Not tested, since this Node cannot load it: ${driver}`);

test('there is a driver to test with', () => {
  expect(found.length).toBeGreaterThan(0);
});
