/** Numbers go up by one in each thousand; `at` is the place of the stream among those of the call, `own` that of the event among its own. */
const insertEvents = `
      INSERT INTO domainry_events (number, stream, version, category, id, type, time, data, metadata, tags)
      SELECT numbers[1 + (e.ordinal - 1) / 1000] + (e.ordinal - 1) % 1000, e.stream, versions[e.at] + e.own, e.category,
        e.id, e.type, e.time, e.data, e.metadata, coalesce(e.tags, '{}')
      FROM ROWS FROM (json_to_recordset(events) AS (
        at integer, own integer, stream text, category text, id text, type text, time bigint, data text, metadata text, tags text[]))
        WITH ORDINALITY AS e(at, own, stream, category, id, type, time, data, metadata, tags, ordinal)`;

/**
 * Writes what transactions have put off until their commit: of one, or of several that end together and touch nothing that
 * another one of them looks at. Where something stands against one of them, nothing is written, and what was seen is told. It is
 * given JSON texts, see `events/commit-call.ts`.
 *
 * Locks come first and are held until the end: what is looked at afterwards stays as it was seen. Who writes shares the locks of
 * the types and tags of his events; who has a condition about them holds them alone. A patient caller waits for them, in one
 * order for all; another one is told which of them he would have to wait for (`busy`).
 *
 * Where it is the only statement of its transaction (`is_alone`), events get their positions at once, unless somebody else is
 * giving some: the head is locked for no longer than the statement takes. Else they wait, see `sequence-function.ts`. Inside of a
 * greater transaction a refusal is an error, DR001, so that whatever was sent behind it comes to nothing.
 *
 * Identities of archived events are looked for afterwards: one that was put aside while this waited for it is seen then.
 *
 * Versions of streams that are archived are told as −3 less the version. A call draws a thousand numbers at once.
 */
export const commitFunction: string = `
CREATE OR REPLACE FUNCTION domainry_commit(
  locks json, streams json, events json, event_count integer, is_tagged boolean, more json, is_patient boolean, is_alone boolean
) RETURNS json LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  wanted record;
  busy json;
  versions bigint[];
  is_refused boolean;
  matches json[] := '{}';
  answer json;
  found_at bigint;
  numbers bigint[];
  head bigint;
  is_any_waiting boolean;
  taken text;
  was_archived boolean;
  is_archived boolean;
BEGIN
  IF is_patient THEN
    FOR wanted IN
      SELECT hashtextextended(current_schema() || ' ' || l.key, 0) AS key, bool_or(l.exclusive) AS exclusive
      FROM json_to_recordset(locks) AS l(key text, exclusive boolean)
      GROUP BY 1 ORDER BY 1
    LOOP
      IF wanted.exclusive THEN PERFORM pg_advisory_xact_lock(wanted.key);
      ELSE PERFORM pg_advisory_xact_lock_shared(wanted.key);
      END IF;
    END LOOP;
  ELSE
    SELECT json_agg(l.key) INTO busy
    FROM json_to_recordset(locks) AS l(key text, exclusive boolean)
    WHERE NOT CASE WHEN l.exclusive
      THEN pg_try_advisory_xact_lock(hashtextextended(current_schema() || ' ' || l.key, 0))
      ELSE pg_try_advisory_xact_lock_shared(hashtextextended(current_schema() || ' ' || l.key, 0)) END;
    IF busy IS NOT NULL THEN RETURN json_build_object('busy', busy); END IF;
  END IF;

  SELECT array_agg(c.seen), bool_or(
    CASE WHEN c.seen < -1 THEN c.count > 0 OR -3 - c.seen NOT BETWEEN c.least AND c.most
    ELSE c.seen NOT BETWEEN c.least AND c.most END)
  INTO versions, is_refused
  FROM (
    SELECT x.count, x.least, x.most, coalesce((
      SELECT CASE WHEN s.archived AND (x.restored IS NULL OR s.first_version > s.version) THEN -3 - s.version ELSE s.version END
      FROM domainry_streams s WHERE s.stream = x.stream
    ), -1) AS seen
    FROM json_to_recordset(streams) AS x(stream text, count integer, least bigint, most bigint, restored boolean)
  ) c;

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
    INSERT INTO domainry_streams AS known (stream, category, version)
    SELECT x.stream, x.category, x.count - 1
    FROM json_to_recordset(streams) AS x(stream text, category text, count integer)
    WHERE x.count > 0
    ON CONFLICT (stream) DO UPDATE SET version = known.version + excluded.version + 1;

    IF event_count > 1000 THEN
      numbers := ARRAY(SELECT nextval('domainry_numbers') FROM generate_series(0, (event_count - 1) / 1000));
    ELSE
      numbers := ARRAY[nextval('domainry_numbers')];
      IF is_alone THEN
        SELECT position, EXISTS (SELECT FROM domainry_unsequenced) INTO head, is_any_waiting
        FROM domainry_head FOR UPDATE SKIP LOCKED;
        IF is_any_waiting THEN head := domainry_place(head); END IF;
      END IF;
    END IF;

    IF head IS NULL THEN
      ${insertEvents};
      INSERT INTO domainry_unsequenced (batch, number)
      SELECT numbers[1], numbers[1 + (ordinal - 1) / 1000] + (ordinal - 1) % 1000 FROM generate_series(1, event_count) AS ordinal;
    ELSE
      WITH kept AS (${insertEvents} RETURNING number, type, category)
      INSERT INTO domainry_feed (position, number, type, category)
      SELECT head + 1 + k.number - numbers[1], k.number, k.type, k.category FROM kept k;
      IF is_tagged THEN
        INSERT INTO domainry_event_tags (tag, position)
        SELECT DISTINCT t.tag, head + e.ordinal
        FROM ROWS FROM (json_to_recordset(events) AS (tags text[])) WITH ORDINALITY AS e(tags, ordinal), unnest(e.tags) AS t(tag);
      END IF;
      UPDATE domainry_head SET position = head + event_count;
    END IF;

    IF EXISTS (SELECT FROM domainry_archived_events) THEN
      SELECT a.id INTO taken FROM json_to_recordset(events) AS e(id text) JOIN domainry_archived_events a ON a.id = e.id LIMIT 1;
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
      INSERT INTO domainry_streams (stream, category, version) VALUES (wanted.stream, wanted.category, -1)
      ON CONFLICT (stream) DO NOTHING;
      SELECT archived INTO was_archived FROM domainry_streams WHERE stream = wanted.stream;
      UPDATE domainry_streams SET
        archived = wanted.archive IS NOT NULL OR (archived AND (wanted.restore IS NULL OR (version >= 0 AND first_version > version))),
        metadata = coalesce(wanted.metadata, metadata),
        first_version = greatest(first_version, least(coalesce(wanted.truncate_before, 0), version - wanted.later + 1))
      WHERE stream = wanted.stream
      RETURNING first_version, archived INTO found_at, is_archived;
      IF wanted.truncate_before IS NOT NULL THEN PERFORM domainry_truncate(wanted.stream, found_at); END IF;
      IF is_archived AND NOT was_archived THEN PERFORM domainry_archive(wanted.stream); END IF;
      IF was_archived AND NOT is_archived THEN PERFORM domainry_restore(wanted.stream); END IF;
    END LOOP;
  END IF;

  RETURN json_build_object('versions', versions, 'head', head, 'numbers', numbers);
END $$;
`;
