/**
 * Puts the events of a stream aside. Called under the lock of the stream, so nobody adds to it meanwhile; what has no position
 * yet gets one first.
 */
const archiveFunction = `
CREATE OR REPLACE FUNCTION domainry_archive(stream_meant text) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  IF EXISTS (SELECT FROM domainry_events WHERE stream = stream_meant AND position IS NULL) THEN
    PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || ' head', 0));
    PERFORM domainry_place();
  END IF;
  INSERT INTO domainry_archived_events (position, number, stream, version, category, id, type, time, data, metadata, tags)
  SELECT position, number, stream, version, category, id, type, time, data, metadata, tags
  FROM domainry_events WHERE stream = stream_meant;
  WITH moved AS (
    DELETE FROM domainry_event_tags t USING domainry_archived_events a, unnest(a.tags) AS own(tag)
    WHERE a.stream = stream_meant AND t.tag = own.tag AND t.position = a.position
    RETURNING t.tag, t.position
  )
  INSERT INTO domainry_archived_tags (tag, position) SELECT tag, position FROM moved;
  DELETE FROM domainry_events WHERE stream = stream_meant;
END $$;
`;

/** Puts them back where they were. */
const restoreFunction = `
CREATE OR REPLACE FUNCTION domainry_restore(stream_meant text) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
BEGIN
  INSERT INTO domainry_events (position, number, stream, version, category, id, type, time, data, metadata, tags)
  SELECT position, number, stream, version, category, id, type, time, data, metadata, tags
  FROM domainry_archived_events WHERE stream = stream_meant;
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
