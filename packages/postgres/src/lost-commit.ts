import { DomainryError } from '@domainry/core';
import type { IdempotencyRecord } from '@domainry/core/ports';
import type { ConnectionPool } from './connection/connection-pool.js';
import { arrayOf } from './events/event-query.js';
import { callCommit } from './events/commit-call.js';
import type { Lock, WrittenWork } from './events/staged-work.js';
import { isConnectionLost } from './map-error.js';
import { WritingTurn } from './writing-turn.js';

/** What a transaction has left behind, if it was committed. */
export interface Traces {
  /** Identities of its events. */
  readonly events: readonly string[];
  /** What it has completed. */
  readonly records: readonly IdempotencyRecord[];
  /** The locks that `domainry_commit` has taken for it, held until its end. */
  readonly locks: readonly Lock[];
}

interface WrittenTraces {
  readonly versions: Readonly<Record<string, number>> | null;
}

/** Whether an error leaves open what became of a commit: it was on its way when the connection was lost. */
export function isUncertain(error: unknown): boolean {
  return DomainryError.is(error) && error.details['during'] === 'statement' && isConnectionLost(error.cause);
}

/**
 * Finds out what became of a transaction whose answer was lost. Its locks are taken first: so it has ended, also where the
 * server has not noticed yet that nobody waits for the answer.
 *
 * @param error - of the commit.
 * @returns what it has written; undefined when it was not committed.
 * @throws DomainryError DATABASE_UNAVAILABLE where nothing tells.
 */
export async function findLostCommit(
  pool: ConnectionPool,
  { events, records, locks }: Traces,
  error: unknown,
): Promise<WrittenWork | undefined> {
  if (events.length === 0 && records.length === 0) throw unknown(pool.target, error);
  const held = [...locks, ...records.map(({ key }) => ({ key: `key ${key}`, exclusive: true }))];
  const nothing = { streams: [], events: [], conditions: [], changes: [], outbox: [], records: [] };
  let turn: WritingTurn | undefined;
  try {
    turn = await WritingTurn.begin(pool);
    await callCommit(turn, [{ ...nothing, locks: held }], {
      isPatient: true,
      isAlone: false,
      isPlacing: false,
    });
    const [row] = await turn.all(findTraces, [arrayOf(events), JSON.stringify(records)]);
    const isThere = Number(row!['events']) === events.length && Number(row!['records']) === records.length;
    if (!isThere) return undefined;
    const { versions } = JSON.parse(row!['written'] as string) as WrittenTraces;
    return { position: undefined, versions: new Map(Object.entries(versions ?? {})) };
  } catch (reason) {
    throw unknown(pool.target, reason);
  } finally {
    await turn?.rollback();
  }
}

const findTraces = `
  WITH mine AS (
    SELECT stream, version FROM domainry_events WHERE id = ANY ($1::text[])
    UNION ALL SELECT stream, version FROM domainry_archived_events WHERE id = ANY ($1::text[]))
  SELECT (SELECT count(*) FROM mine) AS events,
    (SELECT count(*) FROM json_to_recordset($2::json) AS r(key text, time bigint)
     JOIN domainry_idempotency i ON i.key = r.key AND i.time = r.time) AS records,
    (SELECT json_build_object('versions', json_object_agg(stream, version))
     FROM (SELECT stream, max(version) AS version FROM mine GROUP BY stream) s) AS written`;

function unknown(target: string, cause: unknown): DomainryError {
  return new DomainryError(
    'DATABASE_UNAVAILABLE',
    `${target}: the connection was lost during a commit, and nothing tells whether it was done. Look before you repeat it; a command with an idempotency key can be repeated without looking.`,
    { details: { target, reason: 'commit_unknown' }, cause },
  );
}
