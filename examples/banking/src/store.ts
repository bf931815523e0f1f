import type { DatabaseAdapter } from '@domainry/core/ports';
import { postgres } from '@domainry/postgres';
import { sqlite } from '@domainry/sqlite';
import { existsSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { Client } from 'pg';

/** Where the bank of the demo is kept. */
export interface Store {
  /** For people: `SQLite, in bank.db`. */
  readonly label: string;
  readonly database: DatabaseAdapter;
  /** File that says, beside the store, that a run goes on in it; absent where nothing outlives the process. */
  readonly noteFile: string;
  /** Whether something may be in it. */
  readonly isThere: () => boolean;
  /** Throws away everything that is in it. */
  readonly clear: () => Promise<void>;
}

/** Nothing can be kept where it should be. */
export class StoreUnavailable extends Error {}

/** One file. */
export function sqliteStore(file: string): Store {
  return {
    label: `SQLite, in ${basename(file)}`,
    database: sqlite(file),
    noteFile: `${file}.run.json`,
    isThere: () => existsSync(file),
    clear: async () => {
      for (const ending of ['', '-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    },
  };
}

/** Schema that the demo makes, and drops when it begins anew. */
const schema = 'domainry_demo';

/**
 * A schema of its own in a database of a server.
 *
 * @param noteFile - see {@link Store.noteFile}.
 */
export function postgresStore(url: string, noteFile: string): Store {
  const { host, pathname } = new URL(url);
  return {
    label: `PostgreSQL, in the schema ${schema} of ${host}${pathname}`,
    database: postgres({ connectionString: url, schema }),
    noteFile,
    isThere: () => true,
    /** @throws StoreUnavailable */
    clear: async () => {
      const client = new Client({ connectionString: url });
      await client.connect().catch((cause: unknown) => {
        const { message, code } = cause as { message?: string; code?: string };
        // Where a name has several addresses, the error of the system has a code and no text.
        const reason = message || code || 'no reason is told';
        throw new StoreUnavailable(
          `The PostgreSQL at ${host}${pathname} cannot be used: ${reason}. Check the URL: postgres://user:password@host:port/database.`,
          { cause },
        );
      });
      try {
        await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
      } finally {
        await client.end();
      }
    },
  };
}
