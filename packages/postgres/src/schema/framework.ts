import type { FrameworkTables } from '@domainry/sql';
import { commitFunction } from './commit-function.js';
import { eventFunctions } from './event-functions.js';
import { frameworkTables, migrationsTable } from './framework-tables.js';
import { sequenceFunction } from './sequence-function.js';

/** The tables and functions of this package, and what leads to them from those of earlier versions. */
export const framework: FrameworkTables = {
  owner: '@domainry/postgres',
  version: 3,
  record: 'domainry_models',
  whole: [frameworkTables, eventFunctions, commitFunction, sequenceFunction].join('\n'),
  steps: [
    { version: 2, what: 'Keep which migrations were applied.', statements: migrationsTable },
    {
      version: 3,
      what: 'Commit several transactions by one call, which gives positions as well.',
      statements: [
        `DROP FUNCTION IF EXISTS domainry_commit(json);
         ALTER SEQUENCE domainry_numbers INCREMENT 1000;
         ALTER TABLE domainry_events ALTER COLUMN number DROP DEFAULT;`,
        eventFunctions,
        commitFunction,
        sequenceFunction,
      ].join('\n'),
    },
  ],
};
