import type { DatabaseAdapter } from '@domainry/core/ports';
import { postgres } from '@domainry/postgres';
import { sqlite } from '@domainry/sqlite';
import { brokenStore, type BrokenStoreName } from '../broken/broken-stores.js';
import type { Place } from './orders.js';

/** Milliseconds: a machine under load is slow, and that is not what is looked for. */
const patience = 60_000;

/** The store at a place, as an application would name it; or one that breaks a promise. */
export function adapterOf(place: Place, broken?: BrokenStoreName): DatabaseAdapter {
  const adapter =
    place.kind === 'sqlite'
      ? sqlite(place.path, { driver: place.driver, busyTimeout: patience })
      : postgres({
          connectionString: place.url,
          schema: place.schema,
          // Where commits are put off, connections stay taken; nobody is to wait for that.
          poolSize: place.poolSize ?? (broken === undefined ? 5 : 24),
          applicationName: place.schema,
          ...(place.pooler === undefined ? {} : { pooler: place.pooler }),
          connectTimeout: patience,
          statementTimeout: patience,
          lockTimeout: patience,
        });
  return broken === undefined ? adapter : brokenStore(broken, adapter);
}
