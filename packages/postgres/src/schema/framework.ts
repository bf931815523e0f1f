import type { FrameworkTables } from '@domainry/sql';
import { archiveFunctions } from './archive-functions.js';
import { archiveTables, eventTriggers } from './archive-tables.js';
import { commitFunction } from './commit-function.js';
import { eventFunctions } from './event-functions.js';
import { eventsInOneTable, streamsView } from './event-tables.js';
import { frameworkTables, migrationsTable, outboxChanges } from './framework-tables.js';
import { outboxFunctions } from './outbox-functions.js';
import { sequenceFunction } from './sequence-function.js';
import { sharedScript } from './shared-script.js';

const functions = [eventFunctions, commitFunction, sequenceFunction, archiveFunctions];

/** The tables and functions of this package, and what leads to them from those of earlier versions. */
export const framework: FrameworkTables = {
  owner: '@domainry/postgres',
  version: 6,
  record: 'domainry_models',
  whole: [frameworkTables, archiveTables, eventTriggers, streamsView, ...functions, outboxFunctions].join(
    '\n',
  ),
  steps: [
    { version: 2, what: 'Keep which migrations were applied.', statements: migrationsTable },
    {
      version: 3,
      what: 'Commit several transactions by one call, which gives positions as well.',
      statements: `DROP FUNCTION IF EXISTS domainry_commit(json);
         ALTER SEQUENCE domainry_numbers INCREMENT 1000;
         ALTER TABLE domainry_events ALTER COLUMN number DROP DEFAULT;`,
    },
    { version: 4, what: 'Put the events of archived streams aside.', statements: archiveTables },
    {
      version: 5,
      what: 'Claim messages of the outbox, in the order of their keys.',
      statements: [outboxChanges, outboxFunctions].join('\n'),
    },
    {
      version: 6,
      what: 'Keep positions with their events, and versions of streams nowhere else.',
      statements: [
        eventsInOneTable,
        ...functions,
        'SELECT domainry_archive(stream) FROM domainry_stream_traits WHERE archived;',
      ].join('\n'),
    },
  ],
};

/** The same where all tenants share the tables; they begin with the version of today. */
export const sharedFramework: FrameworkTables = { ...framework, whole: sharedScript(framework.whole) };
