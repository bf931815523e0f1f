import { eventTriggers } from './archive-tables.js';

/** Events. Those without a position wait for it. */
const eventsTable = (name: string): string => `
CREATE TABLE ${name} (
  number bigint NOT NULL,
  position bigint,
  stream text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  category text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  time bigint NOT NULL,
  data text NOT NULL,
  metadata text NOT NULL,
  tags text[] COLLATE "C" NOT NULL
);`;

const eventsIndexes = `
CREATE UNIQUE INDEX domainry_events_position ON domainry_events (position);
CREATE UNIQUE INDEX domainry_events_stream ON domainry_events (stream, version);
CREATE UNIQUE INDEX domainry_events_id ON domainry_events (id);
CREATE INDEX domainry_events_category ON domainry_events (category, position);
CREATE INDEX domainry_events_type ON domainry_events (type, position);
`;

const waitingTable = `
CREATE TABLE domainry_unsequenced (
  batch bigint NOT NULL,
  number bigint NOT NULL,
  id text COLLATE "C" NOT NULL,
  PRIMARY KEY (batch, number)
);
`;

/** What is known of a stream beside its events. A row is made with its first one. */
const streamTraitsTable = `
CREATE TABLE domainry_stream_traits (
  stream text COLLATE "C" PRIMARY KEY,
  category text COLLATE "C" NOT NULL,
  first_version bigint NOT NULL DEFAULT 0,
  archived boolean NOT NULL DEFAULT false,
  metadata text NOT NULL DEFAULT '{}'
);
CREATE INDEX domainry_stream_traits_category ON domainry_stream_traits (category, stream);
`;

const viewOfStreams = (ofSameTenant: (alias: string) => string, ofTenant: string): string => `
CREATE VIEW domainry_streams AS
  SELECT stream, category, coalesce(greatest(
      (SELECT e.version FROM domainry_events e WHERE ${ofSameTenant('e')}e.stream = t.stream ORDER BY e.version DESC LIMIT 1),
      (SELECT a.version FROM domainry_archived_events a WHERE ${ofSameTenant('a')}a.stream = t.stream ORDER BY a.version DESC LIMIT 1)
    ), -1) AS version,
    first_version, archived, metadata
  FROM domainry_stream_traits t${ofTenant};
`;

/** Streams with their versions, which are those of their last events. */
export const streamsView: string = viewOfStreams(() => '', '');

/**
 * The same where tenants share the tables. A view reads with the rights of who owns it, from whom rows may not be kept: so it
 * has the condition itself.
 */
export const sharedStreamsView: string = viewOfStreams(
  (alias) => `${alias}._tenant = t._tenant AND `,
  ' WHERE t._tenant = (SELECT domainry_tenant())',
);

/** Events, what waits for a position, and streams. */
export const eventTables: string = [
  eventsTable('domainry_events'),
  eventsIndexes,
  waitingTable,
  streamTraitsTable,
].join('');

/**
 * Leads from the tables of version 5, where positions were in a table of their own, and versions in that of streams. Events are
 * written anew in the order of their positions. Those that wait for one get it first.
 */
export const eventsInOneTable: string = `
LOCK TABLE domainry_events, domainry_feed, domainry_unsequenced, domainry_head, domainry_streams IN ACCESS EXCLUSIVE MODE;
WITH head AS (SELECT position FROM domainry_head), placed AS (
  INSERT INTO domainry_feed (position, number, type, category)
  SELECT head.position + row_number() OVER (ORDER BY u.batch, u.number), e.number, e.type, e.category
  FROM head, domainry_unsequenced u JOIN domainry_events e ON e.number = u.number
  RETURNING position, number
)
INSERT INTO domainry_event_tags (tag, position)
SELECT DISTINCT t.tag, p.position
FROM placed p JOIN domainry_events e ON e.number = p.number, unnest(e.tags) AS t(tag);
UPDATE domainry_head SET position = greatest(position, (SELECT max(position) FROM domainry_feed));
${eventsTable('domainry_events_ordered')}
INSERT INTO domainry_events_ordered
SELECT e.number, f.position, e.stream, e.version, e.category, e.id, e.type, e.time, e.data, e.metadata, e.tags
FROM domainry_feed f JOIN domainry_events e ON e.number = f.number ORDER BY f.position;
DROP TABLE domainry_events, domainry_feed, domainry_unsequenced;
ALTER TABLE domainry_events_ordered RENAME TO domainry_events;
${eventsIndexes}
${waitingTable}
DROP TRIGGER IF EXISTS domainry_archived_events_stay ON domainry_archived_events;
DROP TRIGGER IF EXISTS domainry_archived_events_remain ON domainry_archived_events;
${eventTriggers}
ALTER TABLE domainry_streams DROP COLUMN version;
ALTER TABLE domainry_streams RENAME TO domainry_stream_traits;
ALTER INDEX domainry_streams_pkey RENAME TO domainry_stream_traits_pkey;
ALTER INDEX domainry_streams_category RENAME TO domainry_stream_traits_category;
${streamsView}
DROP FUNCTION IF EXISTS domainry_commit(json, json, json, integer, boolean, json, boolean, boolean);
DROP FUNCTION IF EXISTS domainry_place(bigint);
DROP FUNCTION IF EXISTS domainry_sequence_for(bigint[]);
DROP FUNCTION IF EXISTS domainry_sequence();
ANALYZE domainry_events;
`;
