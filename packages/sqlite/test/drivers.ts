import { loadDriver, type SqliteDriverName } from '../src/driver/open-handle.js';

const all: readonly SqliteDriverName[] = ['node:sqlite', 'better-sqlite3'];

/** The drivers that this process can load, and those it cannot. */
export async function findDrivers(): Promise<{
  readonly found: readonly SqliteDriverName[];
  readonly missing: readonly SqliteDriverName[];
}> {
  const found: SqliteDriverName[] = [];
  for (const name of all) {
    const isThere = await loadDriver(name)
      .then(
        // That it can be loaded does not say that it was built for this Node.
        (driver) => {
          driver.open(':memory:').close();
          return true;
        },
        () => false,
      )
      .catch(() => false);
    if (isThere) found.push(name);
  }
  return { found, missing: all.filter((name) => !found.includes(name)) };
}
