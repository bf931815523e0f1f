/**
 * Claims entries of the outbox, see the port in core. What may be claimed is in stage `ready`; or `claimed` or `delayed`, and its
 * time is over. What is found to wait behind others of its key is set to `behind`, and not looked at again: the first of the key
 * is set to `ready` when its turn has come. So however many wait behind others, or are abandoned, each is passed by once.
 *
 * What is about a key is done under a lock of the key, by everybody, and looked at after the lock was got; so a key has one owner at
 * a time. A claim waits for nobody: keys that others are busy with, and rows, are skipped.
 *
 * What is marked stays marked when the call ends, so a call that has marked many and found nothing ends with a row of nulls: the
 * next one goes on from there. Where nothing is known of the table yet, the planner would rather sort all that waits than walk
 * through an index in its order: it is told not to.
 */
export const outboxClaimFunction: string = `
CREATE OR REPLACE FUNCTION domainry_milliseconds() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint
$$;

CREATE OR REPLACE FUNCTION domainry_outbox_lock_of(of_destination text, of_key text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT hashtextextended(concat_ws(' ', current_schema(), 'outbox', length(of_destination), of_destination, of_key), 0)
$$;

CREATE OR REPLACE FUNCTION domainry_outbox_claim(of_destination text, new_owner text, most bigint, lease bigint)
RETURNS SETOF domainry_outbox LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off SET enable_sort = off AS $$
DECLARE
  moment bigint := domainry_milliseconds();
  busy text[] := '{}';
  priorities integer[] := '{}';
  positions bigint[] := '{}';
  lowest integer;
  is_anything_new boolean;
  rounds integer := 0;
  candidate record;
  entry record;
BEGIN
  FOR candidate IN
    SELECT o.position, o.priority FROM domainry_outbox o
    WHERE o.destination = of_destination AND o.key IS NULL AND o.stage = 'ready'
    ORDER BY o.priority DESC, o.position LIMIT most FOR UPDATE SKIP LOCKED
  LOOP
    priorities := priorities || candidate.priority;
    positions := positions || candidate.position;
  END LOOP;
  FOR candidate IN
    SELECT o.position, o.priority FROM domainry_outbox o
    WHERE o.destination = of_destination AND o.key IS NULL AND o.stage IN ('claimed', 'delayed') AND o.until <= moment
    ORDER BY o.until LIMIT most FOR UPDATE SKIP LOCKED
  LOOP
    priorities := priorities || candidate.priority;
    positions := positions || candidate.position;
  END LOOP;

  LOOP
    is_anything_new := false;
    FOR candidate IN
      SELECT c.key, array_agg(c.position) AS positions
      FROM (
        (SELECT o.key, o.position FROM domainry_outbox o
         WHERE o.destination = of_destination AND o.key IS NOT NULL AND o.stage = 'ready' AND o.key <> ALL (busy)
         ORDER BY o.priority DESC, o.position LIMIT most)
        UNION ALL
        (SELECT o.key, o.position FROM domainry_outbox o
         WHERE o.destination = of_destination AND o.key IS NOT NULL AND o.stage IN ('claimed', 'delayed') AND o.until <= moment
           AND o.key <> ALL (busy)
         ORDER BY o.until LIMIT most)
      ) c
      WHERE c.position <> ALL (positions)
      GROUP BY c.key
    LOOP
      IF NOT pg_try_advisory_xact_lock(domainry_outbox_lock_of(of_destination, candidate.key)) THEN
        busy := busy || candidate.key::text;
        is_anything_new := true;
        CONTINUE;
      END IF;
      lowest := NULL;
      IF NOT EXISTS (
        SELECT FROM domainry_outbox o
        WHERE o.destination = of_destination AND o.key = candidate.key AND o.stage = 'claimed' AND o.until > moment
      ) THEN
        FOR entry IN
          SELECT o.position, o.priority,
            o.stage IN ('ready', 'behind') OR (o.stage IN ('claimed', 'delayed') AND o.until <= moment) AS is_free
          FROM domainry_outbox o WHERE o.destination = of_destination AND o.key = candidate.key
          ORDER BY o.position LIMIT most
        LOOP
          EXIT WHEN NOT entry.is_free;
          lowest := least(lowest, entry.priority);
          CONTINUE WHEN entry.position = ANY (positions);
          priorities := priorities || lowest;
          positions := positions || entry.position;
        END LOOP;
      END IF;
      IF lowest IS NULL THEN
        UPDATE domainry_outbox o SET stage = 'behind', fence = o.fence + 1
        WHERE o.position = ANY (candidate.positions)
          AND (o.stage = 'ready' OR (o.stage IN ('claimed', 'delayed') AND o.until <= moment));
        is_anything_new := is_anything_new OR FOUND;
        UPDATE domainry_outbox o SET stage = 'behind', fence = o.fence + 1
        WHERE o.stage = 'ready' AND o.position = ANY (ARRAY(
          SELECT e.position FROM domainry_outbox e
          WHERE e.destination = of_destination AND e.key = candidate.key AND e.position > ALL (candidate.positions)
          ORDER BY e.position LIMIT 1000
        ));
        IF FOUND THEN busy := busy || candidate.key::text; END IF;
      END IF;
    END LOOP;
    rounds := rounds + 1;
    EXIT WHEN NOT is_anything_new OR cardinality(positions) >= most OR rounds >= 50;
  END LOOP;

  IF cardinality(positions) = 0 THEN
    IF is_anything_new THEN RETURN NEXT NULL::domainry_outbox; END IF;
    RETURN;
  END IF;
  positions := ARRAY(
    SELECT x.position FROM unnest(priorities, positions) AS x(priority, position) ORDER BY x.priority DESC, x.position LIMIT most
  );
  UPDATE domainry_outbox o SET stage = 'claimed', fence = o.fence + 1, owner = new_owner, until = moment + lease
  WHERE o.position = ANY (positions);
  UPDATE domainry_outbox o SET stage = 'behind', fence = o.fence + 1
  FROM (
    SELECT x.key, max(x.position) AS position FROM domainry_outbox x
    WHERE x.position = ANY (positions) AND x.key IS NOT NULL GROUP BY x.key
  ) taken
  WHERE o.destination = of_destination AND o.key = taken.key AND o.stage = 'claimed' AND o.position > taken.position;
  RETURN QUERY
    SELECT o.* FROM unnest(positions) WITH ORDINALITY AS x(position, place) JOIN domainry_outbox o ON o.position = x.position
    ORDER BY x.place;
END $$;
`;
