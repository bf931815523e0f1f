import { test } from '@jest/globals';
import { databaseConformance, registerConformance } from '@domainry/testing/conformance';
import { postgres } from '../src/index.js';
import { describeOnServer, newPrefix, newSchema, url } from './server.js';

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
