const columns = 'number, position, stream, version, category, id, type, time, data, metadata, tags';

/** Numbers go up by one in each thousand; `place` is that of the stream among those of the call, `own` that of the event in it. */
const manyEvents = (position: string): string => `
        SELECT numbers[1 + (e.ordinal - 1) / 1000] + (e.ordinal - 1) % 1000, ${position}, streams[e.place],
          versions[e.place] + e.own, categories[e.place],
          e.id, e.type, e.time, e.data, e.metadata, coalesce(e.tags::text[], '{}')
        FROM unnest(places, owns, ids, types, times, payloads, metadatas, tag_lists)
          WITH ORDINALITY AS e(place, own, id, type, time, data, metadata, tags, ordinal)`;

/**
 * Writes what transactions have put off until their commit: of one, or of several that end together and touch nothing that
 * another one of them looks at. Where something stands against one of them, nothing is written, and what was seen is told. What
 * it is given is described in `events/commit-call.ts`.
 *
 * Locks come first and are held until the end: what is looked at afterwards stays as it was seen. Who writes shares the locks of
 * the types and tags of his events; who has a condition about them holds them alone. A patient caller waits for them, in one
 * order for all; another one is told which of them he would have to wait for (`busy`).
 *
 * Where the transaction ends with it (`is_placing`), events get their positions at once, unless
 * somebody else is giving some: the head is locked for no longer than that takes. Else they wait, see `sequence-function.ts`. A
 * client that stops in between is ended after two seconds. Inside of a greater transaction (not `is_alone`) a refusal is an
 * error, DR001, so that whatever was sent behind it comes to nothing.
 *
 * Identities of archived events are looked for afterwards: one that was put aside while this waited for it is seen then.
 *
 * Versions of streams that are archived are told as −3 less the version. A call draws a thousand numbers at once. Plans are made
 * once: those for the lists of one call are no better than those for any.
 */
export const commitFunction: string = `
CREATE OR REPLACE FUNCTION domainry_commit(
  lock_keys text[], are_exclusive boolean[],
  streams text[], categories text[], counts integer[], lowest bigint[], highest bigint[], are_restored boolean[],
  places integer[], owns integer[], ids text[], types text[], times bigint[], payloads text[], metadatas text[], tag_lists text[],
  more json, is_patient boolean, is_alone boolean, is_placing boolean
) RETURNS json LANGUAGE plpgsql SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  event_count integer := cardinality(ids);
  is_one boolean := cardinality(streams) = 1;
  prefix text := current_schema() || ' ';
  wanted record;
  busy text[];
  versions bigint[];
  is_refused boolean;
  is_archived boolean;
  is_any_new boolean;
  is_any_waiting boolean;
  matches json[] := '{}';
  answer json;
  found_at bigint;
  taken text;
  numbers bigint[];
  head bigint;
  first bigint;
  version_now bigint;
  was_archived boolean;
BEGIN
  IF is_patient THEN
    FOR wanted IN
      SELECT hashtextextended(prefix || l.key, 0) AS key, bool_or(l.is_exclusive) AS is_exclusive
      FROM unnest(lock_keys, are_exclusive) AS l(key, is_exclusive)
      GROUP BY 1 ORDER BY 1
    LOOP
      IF wanted.is_exclusive THEN PERFORM pg_advisory_xact_lock(wanted.key);
      ELSE PERFORM pg_advisory_xact_lock_shared(wanted.key);
      END IF;
    END LOOP;
  ELSE
    FOR at IN 1 .. cardinality(lock_keys) LOOP
      IF NOT (CASE WHEN are_exclusive[at]
        THEN pg_try_advisory_xact_lock(hashtextextended(prefix || lock_keys[at], 0))
        ELSE pg_try_advisory_xact_lock_shared(hashtextextended(prefix || lock_keys[at], 0)) END)
      THEN busy := busy || lock_keys[at]; END IF;
    END LOOP;
    IF busy IS NOT NULL THEN RETURN json_build_object('busy', busy); END IF;
  END IF;

  IF is_one THEN
    SELECT (SELECT e.version FROM domainry_events e WHERE e.stream = streams[1] ORDER BY e.version DESC LIMIT 1),
      (SELECT t.archived FROM domainry_stream_traits t WHERE t.stream = streams[1]),
      EXISTS (SELECT FROM domainry_unsequenced)
    INTO found_at, is_archived, is_any_waiting;
    IF is_archived THEN
      SELECT s.version, s.first_version INTO found_at, first FROM domainry_streams s WHERE s.stream = streams[1];
      is_archived := NOT are_restored[1] OR first > found_at;
    END IF;
    found_at := coalesce(found_at, -1);
    is_refused := found_at < lowest[1] OR found_at > highest[1] OR (is_archived AND event_count > 0) IS TRUE;
    is_any_new := found_at = -1 AND event_count > 0;
    versions := ARRAY[CASE WHEN is_archived THEN -3 - found_at ELSE found_at END];
  ELSE
    SELECT array_agg(CASE WHEN s.archived THEN -3 - s.version ELSE s.version END ORDER BY s.ordinal),
      bool_or(CASE WHEN s.archived THEN s.count > 0 ELSE false END OR s.version NOT BETWEEN s.lowest AND s.highest),
      bool_or(s.version = -1 AND s.count > 0),
      EXISTS (SELECT FROM domainry_unsequenced)
    INTO versions, is_refused, is_any_new, is_any_waiting
    FROM (
      SELECT y.ordinal, y.count, y.lowest, y.highest, l.version, y.archived AND (NOT y.restored OR l.first_version > l.version) AS archived
      FROM (
        SELECT x.*, (SELECT t.archived FROM domainry_stream_traits t WHERE t.stream = x.stream) AS archived
        FROM unnest(streams, counts, lowest, highest, are_restored)
          WITH ORDINALITY AS x(stream, count, lowest, highest, restored, ordinal)
        OFFSET 0
      ) y, LATERAL (
        SELECT coalesce((SELECT e.version FROM domainry_events e WHERE e.stream = y.stream ORDER BY e.version DESC LIMIT 1), -1)
          AS version, 0 AS first_version
        WHERE y.archived IS NOT TRUE
        UNION ALL SELECT s.version, s.first_version FROM domainry_streams s WHERE y.archived AND s.stream = y.stream
        OFFSET 0
      ) l
      OFFSET 0
    ) s;
  END IF;

  IF more IS NOT NULL THEN
    FOR wanted IN
      SELECT * FROM json_to_recordset(more->'conditions') AS c(place integer, after bigint, types text[], tags text[])
    LOOP
      found_at := domainry_first_match(wanted.after, wanted.types, wanted.tags);
      IF found_at IS NOT NULL THEN matches := matches || json_build_array(wanted.place, found_at); END IF;
    END LOOP;
  END IF;
  IF is_refused OR cardinality(matches) > 0 THEN
    answer := json_build_object('refused', true, 'versions', versions, 'matches', matches);
    IF is_alone THEN RETURN answer; END IF;
    RAISE EXCEPTION 'refused' USING ERRCODE = 'DR001', DETAIL = answer::text;
  END IF;

  IF more IS NOT NULL THEN
    INSERT INTO domainry_idempotency (key, fingerprint, result, time)
    SELECT r.key, r.fingerprint, r.result, r.time
    FROM json_to_recordset(more->'records') AS r(key text, fingerprint text, result text, time bigint);

    INSERT INTO domainry_outbox (destination, key, priority, data, metadata)
    SELECT o.destination, o.key, o.priority, o.data, o.metadata
    FROM ROWS FROM (json_to_recordset(more->'outbox') AS (destination text, key text, priority integer, data text, metadata text))
      WITH ORDINALITY AS o(destination, key, priority, data, metadata, ordinal)
    ORDER BY o.ordinal;
  END IF;

  IF event_count > 0 THEN
    IF is_any_new THEN
      INSERT INTO domainry_stream_traits (stream, category)
      SELECT x.stream, x.category
      FROM unnest(streams, categories, counts, versions) AS x(stream, category, count, version)
      WHERE x.count > 0 AND x.version = -1
      ON CONFLICT (stream) DO NOTHING;
    END IF;

    IF event_count > 1000 THEN
      numbers := ARRAY(SELECT nextval('domainry_numbers') FROM generate_series(0, (event_count - 1) / 1000));
    ELSE
      numbers := ARRAY[nextval('domainry_numbers')];
    END IF;

    IF is_placing AND pg_try_advisory_xact_lock(hashtextextended(prefix || 'head', 0)) THEN
      IF NOT is_alone THEN PERFORM set_config('idle_in_transaction_session_timeout', '2s', true); END IF;
      IF is_any_waiting THEN PERFORM domainry_place(); END IF;
      IF event_count = 1 AND is_one THEN
        UPDATE domainry_head SET position = position + 1 RETURNING position - 1 INTO head;
        INSERT INTO domainry_events (${columns}) VALUES (numbers[1], head + 1, streams[1], versions[1] + 1, categories[1],
          ids[1], types[1], times[1], payloads[1], metadatas[1], coalesce(tag_lists[1]::text[], '{}'));
      ELSE
        UPDATE domainry_head SET position = position + event_count RETURNING position - event_count INTO head;
        INSERT INTO domainry_events (${columns}) ${manyEvents('head + e.ordinal')};
      END IF;
      IF tag_lists IS NOT NULL THEN
        INSERT INTO domainry_event_tags (tag, position)
        SELECT DISTINCT t.tag, head + e.ordinal
        FROM unnest(tag_lists) WITH ORDINALITY AS e(tags, ordinal), unnest(e.tags::text[]) AS t(tag);
      END IF;
    ELSE
      INSERT INTO domainry_events (${columns}) ${manyEvents('NULL')};
      INSERT INTO domainry_unsequenced (batch, number, id)
      SELECT numbers[1], numbers[1 + (e.ordinal - 1) / 1000] + (e.ordinal - 1) % 1000, e.id
      FROM unnest(ids) WITH ORDINALITY AS e(id, ordinal);
    END IF;

    IF EXISTS (SELECT FROM domainry_archived_events) THEN
      SELECT a.id INTO taken
      FROM unnest(ids) AS e(id), LATERAL (SELECT id FROM domainry_archived_events WHERE id = e.id OFFSET 0) a LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'archived under this identity: %', taken USING ERRCODE = 'unique_violation', CONSTRAINT = 'domainry_events_id';
      END IF;
    END IF;
  END IF;

  IF more IS NOT NULL AND json_array_length(more->'changes') > 0 THEN
    FOR wanted IN
      SELECT * FROM json_to_recordset(more->'changes') AS c(
        stream text, category text, truncate_before bigint, later bigint, archive boolean, restore boolean, metadata text)
    LOOP
      INSERT INTO domainry_stream_traits (stream, category) VALUES (wanted.stream, wanted.category)
      ON CONFLICT (stream) DO NOTHING;
      SELECT s.archived, s.version INTO was_archived, version_now FROM domainry_streams s WHERE s.stream = wanted.stream;
      UPDATE domainry_stream_traits SET
        archived = wanted.archive IS NOT NULL
          OR (archived AND (wanted.restore IS NULL OR (version_now >= 0 AND first_version > version_now))),
        metadata = coalesce(wanted.metadata, metadata),
        first_version = greatest(first_version, least(coalesce(wanted.truncate_before, 0), version_now - wanted.later + 1))
      WHERE stream = wanted.stream
      RETURNING first_version, archived INTO found_at, is_archived;
      IF wanted.truncate_before IS NOT NULL THEN PERFORM domainry_truncate(wanted.stream, found_at); END IF;
      IF is_archived AND NOT was_archived THEN PERFORM domainry_archive(wanted.stream); END IF;
      IF was_archived AND NOT is_archived THEN PERFORM domainry_restore(wanted.stream); END IF;
    END LOOP;
  END IF;

  RETURN json_build_object('versions', versions, 'head', head);
END $$;
`;
