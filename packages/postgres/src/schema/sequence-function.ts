/**
 * Gives positions to the events that were committed and have none yet; gives how many.
 *
 * Numbers are given before a commit, and commits come in any order: who reads on after the greatest number misses what is
 * committed later under a smaller one. So positions are given afterwards, one without a gap behind the other, to what can be
 * seen: all that is committed. A lock stands for the head and is held by one at a time; who comes second leaves at once, as the
 * first, or the next call, does it for him. Statements after the lock see what was committed before they began, which the
 * isolation READ COMMITTED promises, and every connection of this package has.
 *
 * Events of one transaction lie next to each other. Those of a stream are in their order: a transaction gets its first number,
 * by which batches are ordered, when it holds the locks of its streams.
 *
 * `domainry_place` does it for whoever holds the head. `domainry_sequence_for` also tells the positions of some events, by their
 * identities.
 */
export const sequenceFunction = `
CREATE OR REPLACE FUNCTION domainry_place() RETURNS bigint LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  head bigint;
  moved bigint;
BEGIN
  SELECT position INTO head FROM domainry_head;
  WITH waiting AS (
    DELETE FROM domainry_unsequenced RETURNING batch, number, id
  ), ordered AS (
    SELECT w.id, head + row_number() OVER (ORDER BY w.batch, w.number) AS position FROM waiting w
  ), placed AS (
    UPDATE domainry_events e SET position = o.position FROM ordered o WHERE e.id = o.id RETURNING e.position, e.tags
  ), tagged AS (
    INSERT INTO domainry_event_tags (tag, position)
    SELECT DISTINCT t.tag, p.position FROM placed p, unnest(p.tags) AS t(tag)
  )
  SELECT count(*) INTO moved FROM placed;
  IF moved > 0 THEN UPDATE domainry_head SET position = head + moved; END IF;
  RETURN moved;
END $$;

CREATE OR REPLACE FUNCTION domainry_sequence() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM domainry_unsequenced) THEN RETURN 0; END IF;
  IF NOT pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' head', 0)) THEN RETURN 0; END IF;
  RETURN domainry_place();
END $$;

CREATE OR REPLACE FUNCTION domainry_sequence_for(wanted text[]) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  moved bigint := domainry_sequence();
BEGIN
  RETURN (
    SELECT json_build_object('moved', moved, 'positions', coalesce(json_object_agg(id, position), '{}'))
    FROM (
      SELECT id, position FROM domainry_events WHERE id = ANY (wanted) AND position IS NOT NULL
      UNION ALL SELECT id, position FROM domainry_archived_events WHERE id = ANY (wanted)
    ) AS placed);
END $$;
`;
