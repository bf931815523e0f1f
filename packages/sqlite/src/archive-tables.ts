const sameAs = (mine: string, other: string): string =>
  `SELECT 1 FROM ${other} WHERE position = ${mine}.position AND (stream, version, category, id, type, time, data, metadata, tags)
    = (${mine}.stream, ${mine}.version, ${mine}.category, ${mine}.id, ${mine}.type, ${mine}.time, ${mine}.data, ${mine}.metadata, ${mine}.tags)`;

/**
 * Where the events of archived streams lie, at their positions; `domainry_events` and `domainry_event_tags` have nothing of
 * them then. An event is only let go of where the same lies on the other side already.
 */
export const archiveTables: string = `
CREATE TABLE domainry_archived_events (
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
CREATE UNIQUE INDEX domainry_archived_events_stream ON domainry_archived_events (stream, version);
CREATE UNIQUE INDEX domainry_archived_events_id ON domainry_archived_events (id);
CREATE INDEX domainry_archived_events_category ON domainry_archived_events (category, position);
CREATE INDEX domainry_archived_events_type ON domainry_archived_events (type, position);
CREATE TRIGGER domainry_archived_events_stay BEFORE UPDATE ON domainry_archived_events WHEN new.type <> ''
BEGIN
  SELECT raise(ABORT, 'events are never changed');
END;
CREATE TRIGGER domainry_archived_events_remain BEFORE DELETE ON domainry_archived_events
WHEN NOT EXISTS (${sameAs('old', 'domainry_events')})
BEGIN
  SELECT raise(ABORT, 'events are never removed');
END;
CREATE TRIGGER domainry_events_remain BEFORE DELETE ON domainry_events
WHEN NOT EXISTS (${sameAs('old', 'domainry_archived_events')})
BEGIN
  SELECT raise(ABORT, 'events are never removed');
END;

CREATE TABLE domainry_archived_tags (
  tag TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (tag, position)
) STRICT, WITHOUT ROWID;
`;

/** What moves the events of streams, for files in which some were archived before their events were put aside. */
export const archiveWhatWas = `
INSERT INTO domainry_archived_events SELECT e.* FROM domainry_events e JOIN domainry_stream_traits s ON s.stream = e.stream WHERE s.archived;
INSERT INTO domainry_archived_tags SELECT tag, position FROM domainry_event_tags WHERE position IN (SELECT position FROM domainry_archived_events);
DELETE FROM domainry_event_tags WHERE position IN (SELECT position FROM domainry_archived_events);
DELETE FROM domainry_events WHERE position IN (SELECT position FROM domainry_archived_events);
`;
