import type { FrameworkTables } from '@domainry/sql';
import { archiveTables, archiveWhatWas } from './archive-tables.js';
import { sharedScript, viewsIn } from './tenants/share-script.js';
import { tenantColumn } from './tenants/tenant-column.js';

/** Version of the tables below, kept in the file. A file of a later version is of a later version of this package. */
const version = 6;

/** Of each domain, the tables of its states as they were made or changed last. */
const schemaTable = `
CREATE TABLE domainry_schema (
  domain TEXT PRIMARY KEY,
  tables TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** What was applied to the tables, by `number` in that order. Those of the framework belong to no domain. */
const migrationsTable = `
CREATE TABLE domainry_migrations (
  number INTEGER PRIMARY KEY,
  domain TEXT NOT NULL,
  id TEXT NOT NULL,
  time INTEGER NOT NULL,
  checksum TEXT NOT NULL,
  statements TEXT NOT NULL,
  UNIQUE (domain, id)
) STRICT;
`;

/**
 * Streams, with the version of the last event, which the index of the events has: it is not written once more with each event.
 */
const streamsView = `
CREATE VIEW domainry_streams (stream, category, version, first_version, archived, metadata) AS
  SELECT stream, category,
    coalesce(
      CASE WHEN archived THEN (SELECT max(version) FROM domainry_archived_events a WHERE a.stream = t.stream)
      ELSE (SELECT max(version) FROM domainry_events e WHERE e.stream = t.stream) END,
      -1),
    first_version, archived, metadata
  FROM domainry_stream_traits t;
`;

/** As it was before events of archived streams were put aside. */
const formerStreamsView = `
CREATE VIEW domainry_streams (stream, category, version, first_version, archived, metadata) AS
  SELECT stream, category,
    coalesce((SELECT max(version) FROM domainry_events e WHERE e.stream = t.stream), -1),
    first_version, archived, metadata
  FROM domainry_stream_traits t;
`;

const traitsIndex =
  'CREATE INDEX domainry_stream_traits_category ON domainry_stream_traits (category, stream);';

/**
 * What claims look at, see `outbox/claim-entries.ts`: what is ready, what has to be looked at again after some time, and what is
 * there of a key.
 */
const outboxIndexes = `
CREATE INDEX domainry_outbox_ready ON domainry_outbox (destination, priority DESC, position) WHERE stage = 'ready';
CREATE INDEX domainry_outbox_timed ON domainry_outbox (destination, until) WHERE stage IN ('claimed', 'delayed');
CREATE INDEX domainry_outbox_key ON domainry_outbox (destination, key, position) WHERE key IS NOT NULL;
CREATE INDEX domainry_outbox_claimed ON domainry_outbox (destination, key) WHERE stage = 'claimed';
CREATE INDEX domainry_outbox_aside ON domainry_outbox (position) WHERE stage IN ('abandoned', 'discarded');
`;

/**
 * What every database holds beside the states of aggregates.
 *
 * Of an event that was truncated everything is emptied but its place and its identity, so that neither is given twice; an
 * empty type says so. So the last event is always there, and its position is the last that was given.
 */
const whole = `
${schemaTable}
${migrationsTable}
CREATE TABLE domainry_events (
  position INTEGER PRIMARY KEY,
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  category TEXT NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  time INTEGER NOT NULL,
  data TEXT NOT NULL,
  metadata TEXT NOT NULL,
  tags TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX domainry_events_stream ON domainry_events (stream, version);
CREATE UNIQUE INDEX domainry_events_id ON domainry_events (id);
CREATE INDEX domainry_events_category ON domainry_events (category, position);
CREATE INDEX domainry_events_type ON domainry_events (type, position);
CREATE TRIGGER domainry_events_stay BEFORE UPDATE ON domainry_events WHEN new.type <> ''
BEGIN
  SELECT raise(ABORT, 'events are never changed');
END;

CREATE TABLE domainry_event_tags (
  tag TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (tag, position)
) STRICT, WITHOUT ROWID;
${archiveTables}
CREATE TABLE domainry_stream_traits (
  stream TEXT PRIMARY KEY,
  category TEXT NOT NULL,
  first_version INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  metadata TEXT NOT NULL DEFAULT '{}'
) STRICT, WITHOUT ROWID;
${traitsIndex}
${streamsView}
CREATE TABLE domainry_removed (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE domainry_counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE domainry_snapshots (
  stream TEXT NOT NULL,
  version INTEGER NOT NULL,
  format TEXT NOT NULL,
  data TEXT NOT NULL,
  time INTEGER NOT NULL,
  PRIMARY KEY (stream, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE domainry_idempotency (
  key TEXT PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  result TEXT,
  time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX domainry_idempotency_time ON domainry_idempotency (time);

CREATE TABLE domainry_outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  destination TEXT NOT NULL,
  priority INTEGER NOT NULL,
  data TEXT NOT NULL,
  metadata TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  reason TEXT,
  key TEXT,
  since INTEGER NOT NULL DEFAULT 0,
  stage TEXT NOT NULL DEFAULT 'ready',
  fence INTEGER NOT NULL DEFAULT 0,
  until INTEGER NOT NULL DEFAULT 0,
  owner TEXT,
  first_failure INTEGER,
  last_failure INTEGER
) STRICT;
${outboxIndexes}
`;

/** The tables of this package, and what leads to them from those of earlier versions. */
export const frameworkTables: FrameworkTables = {
  owner: '@domainry/sqlite',
  version,
  whole,
  record: 'domainry_schema',
  steps: [
    {
      version: 2,
      what: 'Keep the tables of each domain, and no longer the last position, which is that of the last event.',
      statements: `${schemaTable}\nDROP TABLE domainry_head;`,
    },
    { version: 3, what: 'Keep which migrations were applied.', statements: migrationsTable },
    {
      version: 4,
      what: 'Take the version of a stream from its last event, and no longer keep it with the stream.',
      statements: `DROP INDEX domainry_streams_category;
ALTER TABLE domainry_streams DROP COLUMN version;
ALTER TABLE domainry_streams RENAME TO domainry_stream_traits;
${traitsIndex}
${formerStreamsView}`,
    },
    {
      version: 5,
      what: 'Put the events of archived streams aside.',
      statements: `DROP TRIGGER domainry_events_remain;
DROP VIEW domainry_streams;
${archiveTables}
${archiveWhatWas}
${streamsView}`,
    },
    {
      version: 6,
      what: 'Claim messages of the outbox, in the order of their keys.',
      statements: `DROP INDEX domainry_outbox_waiting;
ALTER TABLE domainry_outbox RENAME COLUMN failure TO reason;
ALTER TABLE domainry_outbox ADD COLUMN key TEXT;
ALTER TABLE domainry_outbox ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domainry_outbox ADD COLUMN stage TEXT NOT NULL DEFAULT 'ready';
ALTER TABLE domainry_outbox ADD COLUMN fence INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domainry_outbox ADD COLUMN until INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domainry_outbox ADD COLUMN owner TEXT;
ALTER TABLE domainry_outbox ADD COLUMN first_failure INTEGER;
ALTER TABLE domainry_outbox ADD COLUMN last_failure INTEGER;
UPDATE domainry_outbox SET key = json_extract(metadata, '$.stream'), since = unixepoch(json_extract(metadata, '$.time')) * 1000;
${outboxIndexes}`,
    },
  ],
};

/** The same where all tenants share the tables; they begin with the version of today. */
export const sharedFrameworkTables: FrameworkTables = {
  ...frameworkTables,
  whole: `${sharedScript(whole)}
CREATE TABLE ${tenantColumn.storedName('domainry_tenants')} (
  ${tenantColumn.name} ${tenantColumn.definition} PRIMARY KEY
) STRICT, WITHOUT ROWID;
`,
};

/** Views that connections have for themselves then. */
export const sharedViews: readonly string[] = viewsIn(whole);
