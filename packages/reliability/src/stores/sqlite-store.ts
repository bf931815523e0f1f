import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pictureOf, pictureStatements, type PictureRows, type Row } from './picture.js';
import type { Store } from './store.js';

type SqliteStoreName = 'better-sqlite3' | 'node:sqlite';

/** As much of both drivers as looking takes. */
export interface SqliteFile {
  exec(statement: string): unknown;
  prepare(statement: string): { all(): unknown[] };
  close(): void;
}

/** Opens a file by the driver alone. */
export function openFile(driver: SqliteStoreName, path: string): SqliteFile {
  const require = createRequire(import.meta.url);
  if (driver === 'better-sqlite3')
    return new (require('better-sqlite3') as new (path: string) => SqliteFile)(path);
  // A name that nobody looks up beforehand: the oldest Node we run on does not have it.
  const { DatabaseSync } = require(driver) as { DatabaseSync: new (path: string) => SqliteFile };
  return new DatabaseSync(path);
}

/** Whether a driver is there and works. */
export function hasDriver(driver: SqliteStoreName): boolean {
  try {
    openFile(driver, ':memory:').close();
    return true;
  } catch {
    return false;
  }
}

/** A file that is not there yet, in a folder of its own. */
export function sqliteStore(driver: SqliteStoreName, folder: string): Store & { readonly path: string } {
  const own = mkdtempSync(join(folder, 'sqlite-'));
  const path = join(own, 'bank.db');
  return {
    name: driver,
    path,
    place: { kind: 'sqlite', path, driver },
    look: async () => lookInto(openFile(driver, path)),
    remove: async () => rmSync(own, { recursive: true, force: true }),
  };
}

/** Reads everything, in one transaction, and closes the file. */
export function lookInto(file: SqliteFile): ReturnType<typeof pictureOf> {
  const all = (statement: string): readonly Row[] => file.prepare(statement).all() as readonly Row[];
  try {
    file.exec('BEGIN');
    const rows = Object.fromEntries(
      Object.entries(pictureStatements).map(([name, statement]) => [name, all(statement)]),
    ) as PictureRows;
    const events = all(
      'SELECT id, type, stream, version, position, data FROM domainry_events ORDER BY position',
    );
    const damage = all('PRAGMA integrity_check').flatMap((row) => {
      const said = String(Object.values(row)[0]);
      return said === 'ok' ? [] : [`integrity: ${said}`];
    });
    return pictureOf(events, rows, Number(events.at(-1)?.['position'] ?? 0), damage);
  } finally {
    file.close();
  }
}
