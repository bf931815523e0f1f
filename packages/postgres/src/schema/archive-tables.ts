/**
 * Where the events of archived streams lie, with their positions; `domainry_events` and `domainry_event_tags` have
 * nothing of them then, so that tables and indexes that everybody uses stay small.
 *
 * The database itself sees to it that nothing gets lost on the way: an event is only let go of where the same
 * lies on the other side already.
 */
export const archiveTables = `
CREATE TABLE domainry_archived_events (
  position bigint PRIMARY KEY,
  number bigint NOT NULL,
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
CREATE UNIQUE INDEX domainry_archived_events_number ON domainry_archived_events (number);
CREATE UNIQUE INDEX domainry_archived_events_stream ON domainry_archived_events (stream, version);
CREATE UNIQUE INDEX domainry_archived_events_id ON domainry_archived_events (id);
CREATE INDEX domainry_archived_events_category ON domainry_archived_events (category, position);
CREATE INDEX domainry_archived_events_type ON domainry_archived_events (type, position);

CREATE TABLE domainry_archived_tags (
  tag text COLLATE "C" NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tag, position)
);
`;

/** An event may get its position, once, it may be emptied, and it may be moved to the other side. */
export const eventTriggers = `
CREATE OR REPLACE FUNCTION domainry_stay() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  is_elsewhere boolean := false;
BEGIN
  IF TG_OP = 'UPDATE' THEN RAISE EXCEPTION 'events are never changed'; END IF;
  IF TG_OP = 'DELETE' THEN
    IF TG_TABLE_NAME = 'domainry_events' THEN
      SELECT (a.position, a.stream, a.version, a.category, a.id, a.type, a.time, a.data, a.metadata, a.tags)
        = (old.position, old.stream, old.version, old.category, old.id, old.type, old.time, old.data, old.metadata, old.tags)
      INTO is_elsewhere FROM domainry_archived_events a WHERE a.number = old.number;
    ELSE
      SELECT (e.number, e.stream, e.version, e.category, e.id, e.type, e.time, e.data, e.metadata, e.tags)
        = (old.number, old.stream, old.version, old.category, old.id, old.type, old.time, old.data, old.metadata, old.tags)
      INTO is_elsewhere FROM domainry_events e WHERE e.position = old.position;
    END IF;
    IF is_elsewhere THEN RETURN old; END IF;
  END IF;
  RAISE EXCEPTION 'events are never removed';
END $$;
${['domainry_events', 'domainry_archived_events'].map(triggersOf).join('')}`;

function triggersOf(table: string): string {
  return `
CREATE TRIGGER ${table}_stay BEFORE UPDATE ON ${table} FOR EACH ROW
  WHEN ((old.number, old.stream, old.version, old.id, old.time)
      IS DISTINCT FROM (new.number, new.stream, new.version, new.id, new.time)
    OR old.position IS DISTINCT FROM new.position AND old.position IS NOT NULL
    OR new.type <> '' AND (old.category, old.type, old.data, old.metadata, old.tags)
      IS DISTINCT FROM (new.category, new.type, new.data, new.metadata, new.tags))
  EXECUTE FUNCTION domainry_stay();
CREATE TRIGGER ${table}_go BEFORE DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION domainry_stay();
CREATE TRIGGER ${table}_remain BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION domainry_stay();
`;
}
