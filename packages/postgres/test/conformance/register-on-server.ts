import { test } from '@jest/globals';
import { databaseConformance, registerConformance, type KeyType } from '@domainry/testing/conformance';
import { postgres, type PostgresOptions } from '../../src/index.js';
import { describeOnServer } from '../server.js';

/** What the checks are run on. */
interface Placement {
  readonly name: string;
  readonly keys?: KeyType;
  /** Where an empty database is to be, for each check anew. */
  readonly place: () => Promise<PostgresOptions>;
}

/** Registers the checks of databases, where there is a server. Each file has one placement, so that they are run beside each other. */
export function registerOnServer({ name, keys, place }: Placement, isOfTenants: boolean): void {
  const places = new WeakMap<object, PostgresOptions>();
  registerConformance(
    { describe: describeOnServer, test },
    databaseConformance({
      name,
      capabilities: ['persistent', 'rawQueries', ...(isOfTenants ? (['tenants'] as const) : [])],
      ...(keys === undefined ? {} : { keys }),
      // A statement that waits for a lock is told from one that is on its way.
      patience: 30,
      open: async (model) => {
        const options = await place();
        const database = await postgres(options).open(model);
        places.set(database, options);
        return database;
      },
      reopen: (database, model) => postgres(places.get(database)!).open(model),
    }),
  );
}
