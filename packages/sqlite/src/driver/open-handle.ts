import { DomainryError } from '@domainry/core';
import type { SqliteHandle } from './connection.js';

/** A library that speaks to SQLite. */
export type SqliteDriverName = 'node:sqlite' | 'better-sqlite3';

/** A driver that was found. */
export interface SqliteDriver {
  readonly name: SqliteDriverName;
  open(path: string): SqliteHandle;
}

/**
 * Loads a driver: the one that is named, or Node's own where there is one (from 22.13), or else better-sqlite3.
 *
 * @throws DomainryError DRIVER_MISSING when it cannot be loaded.
 */
export async function loadDriver(wanted?: SqliteDriverName): Promise<SqliteDriver> {
  const names: readonly SqliteDriverName[] =
    wanted === undefined ? ['node:sqlite', 'better-sqlite3'] : [wanted];
  let cause: unknown;
  for (const name of names) {
    try {
      return await loaders[name]();
    } catch (error) {
      cause = error;
    }
  }
  throw new DomainryError(
    'DRIVER_MISSING',
    `No driver for SQLite could be loaded (${names.join(', ')}). Use Node 22.13 or later, or install better-sqlite3: npm install better-sqlite3.`,
    { details: { drivers: [...names] }, cause },
  );
}

const loaders: Readonly<Record<SqliteDriverName, () => Promise<SqliteDriver>>> = {
  'node:sqlite': async () => {
    // A name that the compiler does not look up: the oldest types of Node we compile with do not have it.
    const module: string = 'node:sqlite';
    const { DatabaseSync } = (await import(module)) as NodeSqlite;
    return {
      name: 'node:sqlite',
      open: (path) => new DatabaseSync(path),
    };
  },
  'better-sqlite3': async () => {
    const { default: Database } = (await import('better-sqlite3')) as unknown as BetterSqlite;
    // The package may be there without the library, where that could neither be downloaded nor compiled, or was for another
    // Node; it is looked for only now.
    new Database(':memory:', { timeout: 0 }).close();
    return {
      name: 'better-sqlite3',
      // Waiting for a lock would stop the whole process; we wait ourselves.
      open: (path) => new Database(path, { timeout: 0 }),
    };
  },
};

/** As much of Node's own module as is used. Its types come with later versions of Node than the oldest we run on. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => SqliteHandle;
}

interface BetterSqlite {
  readonly default: new (path: string, options: { timeout: number }) => SqliteHandle;
}
