/**
 * Gives positions to the events that were committed and have none yet; gives how many.
 *
 * Numbers are given before a commit, and commits come in any order: who reads on after the greatest number misses what is
 * committed later under a smaller one. So positions are given afterwards, one without a gap behind the other, to what can be
 * seen: all that is committed. The row of the head is locked by one at a time; who comes second leaves at once, as the
 * first, or the next call, does it for him. Statements after the lock see what was committed before they began, which the
 * isolation READ COMMITTED promises, and every connection of this package has.
 *
 * Events of one transaction lie next to each other. Those of a stream are in their order: a transaction gets its first number,
 * by which batches are ordered, when it holds the locks of its streams.
 *
 * `domainry_place` does it for whoever holds the head, and gives the new one. `domainry_sequence_for` also tells the positions of
 * some events, by their numbers.
 *
 * Waiting rows are looked for before the head is locked: a lock is written to the disk, which an idle reader must not cause.
 */
export const sequenceFunction = `
CREATE OR REPLACE FUNCTION domainry_place(head bigint) RETURNS bigint LANGUAGE plpgsql
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
AS $$
DECLARE
  moved bigint;
BEGIN
  WITH waiting AS (
    DELETE FROM domainry_unsequenced RETURNING batch, number
  ), placed AS (
    SELECT e.number, e.type, e.category, e.tags, head + row_number() OVER (ORDER BY w.batch, w.number) AS position
    FROM waiting w JOIN domainry_events e ON e.number = w.number
  ), fed AS (
    INSERT INTO domainry_feed (position, number, type, category)
    SELECT position, number, type, category FROM placed ORDER BY position
  ), tagged AS (
    INSERT INTO domainry_event_tags (tag, position)
    SELECT DISTINCT tag, position FROM placed, unnest(tags) AS tag
  )
  SELECT count(*) INTO moved FROM placed;
  UPDATE domainry_head SET position = head + moved;
  RETURN head + moved;
END $$;

CREATE OR REPLACE FUNCTION domainry_sequence() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  head bigint;
BEGIN
  IF NOT EXISTS (SELECT FROM domainry_unsequenced) THEN RETURN 0; END IF;
  SELECT position INTO head FROM domainry_head FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN RETURN 0; END IF;
  RETURN domainry_place(head) - head;
END $$;

CREATE OR REPLACE FUNCTION domainry_sequence_for(wanted bigint[]) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  moved bigint := domainry_sequence();
BEGIN
  RETURN (
    SELECT json_build_object('moved', moved, 'positions', coalesce(json_object_agg(number, position), '{}'))
    FROM (
      SELECT number, position FROM domainry_feed WHERE number = ANY (wanted)
      UNION ALL SELECT number, position FROM domainry_archived_events WHERE number = ANY (wanted)
    ) AS placed);
END $$;
`;
