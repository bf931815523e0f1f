import { test } from '@jest/globals';
import { databaseConformance, registerConformance } from '@domainry/testing/conformance';
import { postgres, type PostgresOptions } from '../src/index.js';
import { describeOnServer, guardedUrl, newPrefix, newSchema, url } from './server.js';

const schemas = new WeakMap<object, string>();

registerConformance(
  { describe: describeOnServer, test },
  databaseConformance({
    name: 'postgres',
    capabilities: ['persistent', 'rawQueries'],
    // A statement that waits for a lock is told from one that is on its way.
    patience: 30,
    open: async (model) => {
      const schema = newSchema();
      const database = await postgres({ connectionString: url, schema }).open(model);
      schemas.set(database, schema);
      return database;
    },
    reopen: (database, model) =>
      postgres({ connectionString: url, schema: schemas.get(database)! }).open(model),
  }),
);

registerConformance(
  { describe: describeOnServer, test },
  databaseConformance({
    name: 'postgres, a schema for each tenant',
    capabilities: ['persistent', 'rawQueries', 'tenants'],
    patience: 30,
    open: async (model) => {
      const schema = newPrefix();
      const database = await postgres({ connectionString: url, schema, tenants: 'schemas' }).open(model);
      schemas.set(database, schema);
      return database;
    },
    reopen: (database, model) =>
      postgres({ connectionString: url, schema: schemas.get(database)!, tenants: 'schemas' }).open(model),
  }),
);

const places = new WeakMap<object, PostgresOptions>();

// Each of both once: the tables of tenants are those of the others.
for (const [keys, tenants] of [
  ['string', undefined],
  ['integer', 'schemas'],
] as const)
  registerConformance(
    { describe: describeOnServer, test },
    databaseConformance({
      name: `postgres, keys of type ${keys}${tenants === undefined ? '' : ', a schema for each tenant'}`,
      capabilities: ['persistent', 'rawQueries', ...(tenants === undefined ? [] : (['tenants'] as const))],
      keys,
      patience: 30,
      open: async (model) => {
        const options =
          tenants === undefined ? { schema: newSchema() } : ({ schema: newPrefix(), tenants } as const);
        const database = await postgres({ connectionString: url, ...options }).open(model);
        places.set(database, options);
        return database;
      },
      reopen: (database, model) => postgres({ connectionString: url, ...places.get(database)! }).open(model),
    }),
  );

registerConformance(
  { describe: describeOnServer, test },
  databaseConformance({
    name: 'postgres, a tenant column',
    capabilities: ['persistent', 'rawQueries', 'tenants'],
    patience: 30,
    open: async (model) => {
      const schema = newSchema();
      const options = { connectionString: await guardedUrl(), schema, tenants: 'column' } as const;
      const database = await postgres(options).open(model);
      schemas.set(database, schema);
      return database;
    },
    reopen: async (database, model) =>
      await postgres({
        connectionString: await guardedUrl(),
        schema: schemas.get(database)!,
        tenants: 'column',
      }).open(model),
  }),
);
