/**
 * Puts the events of a stream aside. Called under the lock of the stream, so nobody adds to it meanwhile; what has no position
 * yet gets one first.
 */
const archiveFunction = `
CREATE OR REPLACE FUNCTION domainry_archive(stream_meant text) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  IF EXISTS (
    SELECT FROM domainry_unsequenced u JOIN domainry_events e ON e.number = u.number WHERE e.stream = stream_meant
  ) THEN
    PERFORM FROM domainry_head FOR UPDATE;
    PERFORM domainry_sequence();
  END IF;
  INSERT INTO domainry_archived_events (position, number, stream, version, category, id, type, time, data, metadata, tags)
  SELECT f.position, e.number, e.stream, e.version, e.category, e.id, e.type, e.time, e.data, e.metadata, e.tags
  FROM domainry_events e JOIN domainry_feed f ON f.number = e.number WHERE e.stream = stream_meant;
  WITH moved AS (
    DELETE FROM domainry_event_tags t USING domainry_archived_events a, unnest(a.tags) AS own(tag)
    WHERE a.stream = stream_meant AND t.tag = own.tag AND t.position = a.position
    RETURNING t.tag, t.position
  )
  INSERT INTO domainry_archived_tags (tag, position) SELECT tag, position FROM moved;
  DELETE FROM domainry_feed f USING domainry_archived_events a WHERE a.stream = stream_meant AND f.number = a.number;
  DELETE FROM domainry_events WHERE stream = stream_meant;
END $$;
`;

/** Puts them back where they were. */
const restoreFunction = `
CREATE OR REPLACE FUNCTION domainry_restore(stream_meant text) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  INSERT INTO domainry_events (number, stream, version, category, id, type, time, data, metadata, tags)
  SELECT number, stream, version, category, id, type, time, data, metadata, tags
  FROM domainry_archived_events WHERE stream = stream_meant;
  INSERT INTO domainry_feed (position, number, type, category)
  SELECT position, number, type, category FROM domainry_archived_events WHERE stream = stream_meant;
  WITH moved AS (
    DELETE FROM domainry_archived_tags t USING domainry_archived_events a, unnest(a.tags) AS own(tag)
    WHERE a.stream = stream_meant AND t.tag = own.tag AND t.position = a.position
    RETURNING t.tag, t.position
  )
  INSERT INTO domainry_event_tags (tag, position) SELECT tag, position FROM moved;
  DELETE FROM domainry_archived_events WHERE stream = stream_meant;
END $$;
`;

/** What archives streams and brings them back. */
export const archiveFunctions: string = archiveFunction + restoreFunction;
