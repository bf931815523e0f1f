import { describe } from '@jest/globals';
import { specifyEvolving } from '../../sql/test/evolving-specification.js';
import { specifyMapping, type MappedStore } from '../../sql/test/mapping-specification.js';
import { loadDriver } from '../src/driver/open-handle.js';
import { sqlite } from '../src/index.js';
import { findDrivers } from './drivers.js';
import { newFile } from './files.js';

const { found } = await findDrivers();

describe.each(found)('tables as a database model says, in a file of %s', (driver) => {
  const store = (): MappedStore => {
    const path = newFile();
    const rows = async (statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> => {
      const handle = (await loadDriver(driver)).open(path);
      try {
        return handle.prepare(statement).all() as readonly Readonly<Record<string, unknown>>[];
      } finally {
        handle.close();
      }
    };
    return {
      adapter: (migrations) =>
        sqlite(path, { driver, synchronous: 'normal', ...(migrations === undefined ? {} : { migrations }) }),
      rows,
      typesOf: async (table) =>
        Object.fromEntries(
          (await rows(`PRAGMA table_info('${table}')`)).map(({ name, type }) => [name, type]),
        ) as Readonly<Record<string, string>>,
    };
  };
  specifyMapping(store);
  specifyEvolving(store, 'sqlite');
});
