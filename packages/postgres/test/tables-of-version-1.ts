/**
 * The tables as version 1 made them, with four events: one was committed before another of a smaller number, one is
 * archived, one waits.
 */
export const tablesOfVersion1 = `
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

CREATE SEQUENCE domainry_numbers AS bigint ;

CREATE TABLE domainry_events (
  number bigint PRIMARY KEY DEFAULT nextval('domainry_numbers'),
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

INSERT INTO domainry_schema VALUES (1, 1);
CREATE FUNCTION domainry_commit(work json) RETURNS json LANGUAGE sql AS 'SELECT work';
INSERT INTO domainry_streams VALUES ('A-1', 'A', 1, 0, false, '{"kept":true}'), ('A-2', 'A', 0, 0, false, '{}'), ('A-3', 'A', 0, 0, true, '{}');
INSERT INTO domainry_events VALUES
  (1, 'A-1', 0, 'A', 'early', 'T', 0, '{}', '{}', '{a,b}'),
  (2, 'A-2', 0, 'A', 'late', 'T', 0, '{}', '{}', '{}'),
  (3, 'A-3', 0, 'A', 'archived', 'T', 0, '{}', '{}', '{}'),
  (4, 'A-1', 1, 'A', 'waiting', 'T', 0, '{}', '{}', '{b}');
INSERT INTO domainry_feed VALUES (1, 2, 'T', 'A'), (2, 1, 'T', 'A'), (3, 3, 'T', 'A');
INSERT INTO domainry_event_tags VALUES ('a', 2), ('b', 2);
INSERT INTO domainry_unsequenced VALUES (4, 4);
UPDATE domainry_head SET position = 3;
INSERT INTO domainry_outbox (destination, priority, data, metadata, attempts, failure) VALUES ('broker', 0, '{}',
  '{"id":"m","type":"T","kind":"command","stream":"Account-1","time":"2026-01-02T03:04:05.678Z"}', 2, 'unreachable');
SELECT setval('domainry_numbers', 4);
`;
