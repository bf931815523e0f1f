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

/**
 * What every database holds beside the states of aggregates.
 *
 * An event gets a number when it is written and a position when it was committed: see `sequence-function.ts`. Until then it is
 * in `domainry_unsequenced`. Of an event that was truncated everything is emptied but its places and its identity, so that
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

CREATE TABLE domainry_events (
  number bigint PRIMARY KEY,
  stream text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  category text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  time bigint NOT NULL,
  data text NOT NULL,
  metadata text NOT NULL,
  tags text[] COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX domainry_events_stream ON domainry_events (stream, version);
CREATE UNIQUE INDEX domainry_events_id ON domainry_events (id);

CREATE TABLE domainry_unsequenced (
  batch bigint NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (batch, number)
);

CREATE TABLE domainry_feed (
  position bigint PRIMARY KEY,
  number bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX domainry_feed_number ON domainry_feed (number);
CREATE INDEX domainry_feed_category ON domainry_feed (category, position);
CREATE INDEX domainry_feed_type ON domainry_feed (type, position);

CREATE TABLE domainry_event_tags (
  tag text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tag, position)
);

CREATE FUNCTION domainry_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF new.type = '' THEN RETURN new; END IF;
    RAISE EXCEPTION 'events are never changed';
  END IF;
  RAISE EXCEPTION 'events are never removed';
END $$;
CREATE TRIGGER domainry_events_stay BEFORE UPDATE OR DELETE ON domainry_events
  FOR EACH ROW EXECUTE FUNCTION domainry_stay();
CREATE TRIGGER domainry_events_remain BEFORE TRUNCATE ON domainry_events
  FOR EACH STATEMENT EXECUTE FUNCTION domainry_stay();
CREATE TRIGGER domainry_feed_stay BEFORE UPDATE OR DELETE ON domainry_feed
  FOR EACH ROW EXECUTE FUNCTION domainry_stay();
CREATE TRIGGER domainry_feed_remain BEFORE TRUNCATE ON domainry_feed
  FOR EACH STATEMENT EXECUTE FUNCTION domainry_stay();

CREATE TABLE domainry_streams (
  stream text COLLATE "C" PRIMARY KEY,
  category text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  first_version bigint NOT NULL DEFAULT 0,
  archived boolean NOT NULL DEFAULT false,
  metadata text NOT NULL DEFAULT '{}'
);
CREATE INDEX domainry_streams_category ON domainry_streams (category, stream);

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
  failure text
);
CREATE INDEX domainry_outbox_waiting ON domainry_outbox (destination, priority DESC, position);
`;
