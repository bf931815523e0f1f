import { outboxClaimFunction } from './outbox-claim-function.js';

/**
 * What becomes of claimed entries, see the port in core. Each waits for the locks of the keys it is about, in one order, and looks
 * at entries after that.
 */
export const outboxFunctions: string = `
${outboxClaimFunction}
CREATE OR REPLACE FUNCTION domainry_outbox_lock(positions bigint[]) RETURNS void LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  wanted record;
BEGIN
  FOR wanted IN
    SELECT DISTINCT domainry_outbox_lock_of(o.destination, o.key) AS lock FROM domainry_outbox o
    WHERE o.position = ANY (positions) AND o.key IS NOT NULL ORDER BY 1
  LOOP
    PERFORM pg_advisory_xact_lock(wanted.lock);
  END LOOP;
  PERFORM FROM domainry_outbox o WHERE o.position = ANY (positions) ORDER BY o.position FOR UPDATE;
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_wake(of_destination text, of_key text) RETURNS void LANGUAGE plpgsql
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  UPDATE domainry_outbox o SET stage = 'ready'
  WHERE o.stage = 'behind' AND o.position = (
    SELECT e.position FROM domainry_outbox e WHERE e.destination = of_destination AND e.key = of_key ORDER BY e.position LIMIT 1
  );
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_claim_abandoned(of_position bigint, new_owner text, lease bigint)
RETURNS SETOF domainry_outbox LANGUAGE plpgsql AS $$
BEGIN
  PERFORM domainry_outbox_lock(ARRAY[of_position]);
  RETURN QUERY
    UPDATE domainry_outbox o SET stage = 'claimed', fence = o.fence + 1, owner = new_owner, until = domainry_milliseconds() + lease
    WHERE o.position = of_position AND o.stage = 'abandoned'
    RETURNING o.*;
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_renew(positions bigint[], fences bigint[], lease bigint)
RETURNS SETOF bigint LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  PERFORM domainry_outbox_lock(positions);
  RETURN QUERY
    UPDATE domainry_outbox o SET until = domainry_milliseconds() + lease
    FROM unnest(positions, fences) AS h(position, fence)
    WHERE o.position = h.position AND o.fence = h.fence AND o.stage = 'claimed'
    RETURNING o.position;
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_done(positions bigint[], fences bigint[])
RETURNS SETOF bigint LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  gone record;
BEGIN
  PERFORM domainry_outbox_lock(positions);
  FOR gone IN
    WITH held AS (
      SELECT o.position, o.destination, o.key FROM unnest(positions, fences) AS h(position, fence)
      JOIN domainry_outbox o ON o.position = h.position AND o.fence = h.fence
    ), removed AS (
      DELETE FROM domainry_outbox o USING held h
      WHERE o.position = h.position AND (h.key IS NULL OR NOT EXISTS (
        SELECT FROM domainry_outbox e
        WHERE e.destination = h.destination AND e.key = h.key AND e.position < h.position
          AND NOT EXISTS (SELECT FROM held x WHERE x.position = e.position)
      ))
      RETURNING o.position, o.destination, o.key
    )
    SELECT r.destination, r.key, array_agg(r.position) AS positions FROM removed r GROUP BY r.destination, r.key
  LOOP
    PERFORM domainry_outbox_wake(gone.destination, gone.key);
    RETURN QUERY SELECT unnest(gone.positions);
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_failed(
  of_position bigint, of_fence bigint, new_reason text, is_again boolean, after bigint, is_key_waiting boolean
) RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  moment bigint := domainry_milliseconds();
  held record;
BEGIN
  PERFORM domainry_outbox_lock(ARRAY[of_position]);
  SELECT o.destination, o.key INTO held FROM domainry_outbox o WHERE o.position = of_position AND o.fence = of_fence;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE domainry_outbox o SET
    stage = CASE WHEN is_again THEN 'delayed' ELSE 'abandoned' END,
    key = CASE WHEN is_again OR is_key_waiting THEN o.key END,
    reason = new_reason, attempts = o.attempts + 1, fence = o.fence + 1, until = moment + after,
    first_failure = coalesce(o.first_failure, moment), last_failure = moment
  WHERE o.position = of_position;
  IF is_again OR is_key_waiting THEN
    UPDATE domainry_outbox o SET stage = 'behind', fence = o.fence + 1
    WHERE o.destination = held.destination AND o.key = held.key AND o.stage = 'claimed' AND o.position > of_position;
  END IF;
  PERFORM domainry_outbox_wake(held.destination, held.key);
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_release(positions bigint[], fences bigint[])
RETURNS void LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  PERFORM domainry_outbox_lock(positions);
  UPDATE domainry_outbox o SET stage = 'ready', fence = o.fence + 1
  FROM unnest(positions, fences) AS h(position, fence)
  WHERE o.position = h.position AND o.fence = h.fence;
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_requeue(positions bigint[])
RETURNS SETOF bigint LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
BEGIN
  PERFORM domainry_outbox_lock(positions);
  RETURN QUERY
    UPDATE domainry_outbox o SET stage = 'ready', fence = o.fence + 1, attempts = 0
    WHERE o.position = ANY (positions) AND o.stage IN ('abandoned', 'delayed')
    RETURNING o.position;
END $$;

CREATE OR REPLACE FUNCTION domainry_outbox_discard(of_position bigint, new_reason text)
RETURNS boolean LANGUAGE plpgsql SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
  found_entry record;
BEGIN
  PERFORM domainry_outbox_lock(ARRAY[of_position]);
  SELECT o.destination, o.key INTO found_entry FROM domainry_outbox o
  WHERE o.position = of_position AND o.stage <> 'discarded'
    AND NOT (o.stage = 'claimed' AND o.until > domainry_milliseconds());
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE domainry_outbox o SET stage = 'discarded', fence = o.fence + 1, reason = new_reason, data = '{}', key = NULL
  WHERE o.position = of_position;
  PERFORM domainry_outbox_wake(found_entry.destination, found_entry.key);
  RETURN true;
END $$;
`;
