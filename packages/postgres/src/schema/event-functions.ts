/**
 * Finds the position of the first event after another that is of one of some types (any, when there are none) and has all of
 * some tags; of one that has no position yet, the one that it may get first. What has none yet is looked at first: it may get
 * one meanwhile, and is seen by the second look then. Archived events are looked at by the same statement, since they may
 * come back meanwhile.
 */
const firstMatchFunction = `
CREATE OR REPLACE FUNCTION domainry_first_match(beyond bigint, types_meant text[], tags_meant text[]) RETURNS bigint
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  waiting boolean;
  found_at bigint;
BEGIN
  SELECT EXISTS (
    SELECT FROM domainry_unsequenced u, LATERAL (SELECT type, tags FROM domainry_events WHERE id = u.id OFFSET 0) e
    WHERE e.type <> '' AND (types_meant = '{}' OR e.type = ANY (types_meant)) AND e.tags @> tags_meant
  ) INTO waiting;
  IF tags_meant = '{}' AND types_meant = '{}' THEN
    SELECT least(
      (SELECT min(position) FROM domainry_events WHERE position > beyond AND type <> ''),
      (SELECT min(position) FROM domainry_archived_events WHERE position > beyond AND type <> '')
    ) INTO found_at;
  ELSIF tags_meant = '{}' THEN
    SELECT least(
      (SELECT min(position) FROM domainry_events WHERE type = ANY (types_meant) AND position > beyond),
      (SELECT min(position) FROM domainry_archived_events WHERE type = ANY (types_meant) AND position > beyond)
    ) INTO found_at;
  ELSE
    SELECT least(
      (SELECT min(t.position)
        FROM domainry_event_tags t
        JOIN domainry_events e ON e.position = t.position
        WHERE t.tag = tags_meant[1] AND t.position > beyond AND e.tags @> tags_meant
          AND (types_meant = '{}' OR e.type = ANY (types_meant))),
      (SELECT min(a.position)
        FROM domainry_archived_tags t
        JOIN domainry_archived_events a ON a.position = t.position
        WHERE t.tag = tags_meant[1] AND t.position > beyond AND a.tags @> tags_meant
          AND (types_meant = '{}' OR a.type = ANY (types_meant)))
    ) INTO found_at;
  END IF;
  IF found_at IS NULL AND waiting THEN
    SELECT position + 1 INTO found_at FROM domainry_head;
  END IF;
  RETURN found_at;
END $$;
`;

/**
 * Empties the events of a stream before a version, where it is archived as well. The head is locked, so that nobody gives them
 * positions meanwhile.
 */
const truncateFunction = `
CREATE OR REPLACE FUNCTION domainry_truncate(stream_meant text, before_version bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(current_schema() || ' head', 0));
  DELETE FROM domainry_event_tags WHERE position IN (
    SELECT position FROM domainry_events WHERE stream = stream_meant AND version < before_version AND tags <> '{}');
  UPDATE domainry_events SET type = '', category = '', data = '', metadata = '', tags = '{}'
  WHERE stream = stream_meant AND version < before_version AND type <> '';
  DELETE FROM domainry_archived_tags WHERE position IN (
    SELECT position FROM domainry_archived_events
    WHERE stream = stream_meant AND version < before_version AND tags <> '{}');
  UPDATE domainry_archived_events SET type = '', category = '', data = '', metadata = '', tags = '{}'
  WHERE stream = stream_meant AND version < before_version AND type <> '';
END $$;
`;

/** What the commit of a transaction uses. */
export const eventFunctions: string = firstMatchFunction + truncateFunction;
