import { Client } from 'pg';
import type { Store } from '../stores/store.js';

/** How references of events begin whose commits are held up. */
export const latePrefix = 'late';
const lock = 4_711;

/** Has commits come late: some by chance, and those whose references say so for as long as it is wanted. */
export interface LateCommits {
  /** Whether anything can be held: where it cannot, all of this does nothing. */
  readonly canHold: boolean;
  /** Has commits wait whose references say so. */
  hold(): Promise<void>;
  /** Whether one waits: its event has its number, and nobody sees it. */
  isHeld(): Promise<boolean>;
  /** Lets it go. */
  release(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Commits of a server take a random time after the events have their numbers, many none, some 20 ms, few a second; in SQLite there
 * is nothing between the number of an event and its commit, and nothing is held.
 *
 * @param url - of the server itself, where the store is reached by way of something else.
 */
export async function lateCommits({ place }: Store, url?: string): Promise<LateCommits> {
  if (place.kind !== 'postgres') return nothingHeld;
  const client = new Client({ connectionString: url ?? place.url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`SET search_path = ${place.schema}`);
  await client.query(`CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_sleep(CASE WHEN random() < 0.002 THEN 1 WHEN random() < 0.7 THEN random() * 0.02 ELSE 0 END);
      IF EXISTS (SELECT FROM added WHERE data LIKE '%"${latePrefix}%') THEN
        PERFORM pg_advisory_xact_lock_shared(${lock});
      END IF;
      RETURN NULL;
    END $$`);
  await client.query(`CREATE TRIGGER dawdle AFTER INSERT ON domainry_events
    REFERENCING NEW TABLE AS added EXECUTE FUNCTION dawdle()`);
  return {
    canHold: true,
    hold: async () => void (await client.query(`SELECT pg_advisory_lock(${lock})`)),
    isHeld: async () => {
      const { rows } = await client.query(
        `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = ${lock} AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows.length > 0;
    },
    release: async () => void (await client.query(`SELECT pg_advisory_unlock(${lock})`)),
    end: () => client.end(),
  };
}

const nothingHeld: LateCommits = {
  canHold: false,
  hold: async () => undefined,
  isHeld: async () => true,
  release: async () => undefined,
  end: async () => undefined,
};
