import { eventTables } from './event-tables.js';

/** What was applied to the tables, by `number` in that order. Those of the framework belong to no domain. */
export const migrationsTable = `
CREATE TABLE domainry_migrations (
  number bigint PRIMARY KEY,
  domain text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  time bigint NOT NULL,
  checksum text NOT NULL,
  statements text NOT NULL,
  UNIQUE (domain, id)
);
`;

/** What came to the outbox with claims. */
const outboxColumns = [
  'key text COLLATE "C"',
  'since bigint NOT NULL DEFAULT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint',
  `stage text COLLATE "C" NOT NULL DEFAULT 'ready'`,
  'fence bigint NOT NULL DEFAULT 0',
  'until bigint NOT NULL DEFAULT 0',
  'owner text',
  'first_failure bigint',
  'last_failure bigint',
];

/**
 * What claims look at, see `outbox-claim-function.ts`: what is ready, what has to be looked at again after some time, each with a
 * key or without, and what is there of a key.
 */
const outboxIndexes = `
CREATE INDEX domainry_outbox_ready ON domainry_outbox (destination, priority DESC, position)
  WHERE stage = 'ready' AND key IS NOT NULL;
CREATE INDEX domainry_outbox_ready_alone ON domainry_outbox (destination, priority DESC, position)
  WHERE stage = 'ready' AND key IS NULL;
CREATE INDEX domainry_outbox_timed ON domainry_outbox (destination, until)
  WHERE stage IN ('claimed', 'delayed') AND key IS NOT NULL;
CREATE INDEX domainry_outbox_timed_alone ON domainry_outbox (destination, until)
  WHERE stage IN ('claimed', 'delayed') AND key IS NULL;
CREATE INDEX domainry_outbox_key ON domainry_outbox (destination, key, position) WHERE key IS NOT NULL;
CREATE INDEX domainry_outbox_claimed ON domainry_outbox (destination, key) WHERE stage = 'claimed';
CREATE INDEX domainry_outbox_aside ON domainry_outbox (position) WHERE stage IN ('abandoned', 'discarded');
`;

/** What leads to claims from the outbox as it was before. */
export const outboxChanges: string = `
DROP INDEX domainry_outbox_waiting;
ALTER TABLE domainry_outbox RENAME COLUMN failure TO reason;
${outboxColumns.map((column) => `ALTER TABLE domainry_outbox ADD COLUMN ${column};`).join('\n')}
UPDATE domainry_outbox SET key = metadata::json->>'stream',
  since = floor(extract(epoch FROM (metadata::json->>'time')::timestamptz) * 1000)::bigint;
${outboxIndexes}`;

/**
 * What every database holds beside the states of aggregates.
 *
 * An event gets a number when it is written, and a position by the end of its commit or afterwards: see `sequence-function.ts`.
 * Until then it is in `domainry_unsequenced`. Of an event that was truncated everything is emptied but its places and its identity, so that
 * neither is given twice; an empty type says so.
 */
export const frameworkTables = `
${migrationsTable}
CREATE TABLE domainry_schema (
  one integer PRIMARY KEY CHECK (one = 1),
  version integer NOT NULL
);

CREATE TABLE domainry_models (
  domain text COLLATE "C" PRIMARY KEY,
  tables text NOT NULL
);

CREATE TABLE domainry_head (
  one integer PRIMARY KEY CHECK (one = 1),
  position bigint NOT NULL
);
INSERT INTO domainry_head (one, position) VALUES (1, 0);

CREATE SEQUENCE domainry_numbers AS bigint INCREMENT 1000 CACHE 1;

CREATE TABLE domainry_event_tags (
  tag text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tag, position)
);

${eventTables}
CREATE TABLE domainry_removed (
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE TABLE domainry_counters (
  name text COLLATE "C" PRIMARY KEY,
  value bigint NOT NULL
);

CREATE TABLE domainry_snapshots (
  stream text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  format text NOT NULL,
  data text NOT NULL,
  time bigint NOT NULL,
  PRIMARY KEY (stream, version)
);

CREATE TABLE domainry_idempotency (
  key text COLLATE "C" CONSTRAINT domainry_idempotency_key PRIMARY KEY,
  fingerprint text NOT NULL,
  result text,
  time bigint NOT NULL
);
CREATE INDEX domainry_idempotency_time ON domainry_idempotency (time);

CREATE TABLE domainry_outbox (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  destination text COLLATE "C" NOT NULL,
  priority integer NOT NULL,
  data text NOT NULL,
  metadata text NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  reason text,
${outboxColumns.map((column) => `  ${column}`).join(',\n')}
);
${outboxIndexes}
`;
