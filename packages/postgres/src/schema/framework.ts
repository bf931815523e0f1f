import type { FrameworkTables } from '@domainry/sql';
import { archiveFunctions } from './archive-functions.js';
import { archiveTables } from './archive-tables.js';
import { commitFunction } from './commit-function.js';
import { eventFunctions } from './event-functions.js';
import { frameworkTables, migrationsTable, outboxChanges } from './framework-tables.js';
import { outboxFunctions } from './outbox-functions.js';
import { sequenceFunction } from './sequence-function.js';

/** The tables and functions of this package, and what leads to them from those of earlier versions. */
export const framework: FrameworkTables = {
  owner: '@domainry/postgres',
  version: 5,
  record: 'domainry_models',
  whole: [
    frameworkTables,
    archiveTables,
    eventFunctions,
    commitFunction,
    sequenceFunction,
    archiveFunctions,
    outboxFunctions,
  ].join('\n'),
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
    {
      version: 4,
      what: 'Put the events of archived streams aside.',
      statements: [
        archiveTables,
        eventFunctions,
        commitFunction,
        sequenceFunction,
        archiveFunctions,
        `SELECT domainry_archive(stream) FROM domainry_streams WHERE archived;`,
      ].join('\n'),
    },
    {
      version: 5,
      what: 'Claim messages of the outbox, in the order of their keys.',
      statements: [outboxChanges, commitFunction, outboxFunctions].join('\n'),
    },
  ],
};
