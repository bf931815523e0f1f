import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseModel } from '@domainry/core/ports';
import { applyMigrations, type MigrationSettings } from '@domainry/sql';
import type { OpenedFile } from './database.js';
import { SqliteConnection } from './driver/connection.js';
import { loadDriver, type SqliteDriver } from './driver/open-handle.js';
import { folderMissing, isBusy, mapError } from './map-error.js';
import { WriteTurns } from './driver/write-turns.js';
import type { SqliteOptions } from './sqlite-options.js';
import { schemaHostOf } from './states/schema-host.js';
import { withTenantViews } from './tenants/tenant-views.js';

/**
 * Opens a file, which is made if there is none, and its tables.
 *
 * @throws DomainryError DRIVER_MISSING, DATABASE_UNAVAILABLE, DATABASE_BUSY, DATABASE_CORRUPT, SCHEMA_NEWER, SCHEMA_OUTDATED,
 *   and the ones of migrations.
 */
export async function openFile(
  path: string,
  model: DatabaseModel,
  options: SqliteOptions,
): Promise<OpenedFile> {
  const isShared = options.tenants === 'column';
  if (!existsSync(dirname(path))) throw folderMissing(path);
  const driver = await loadDriver(options.driver);
  const { busyTimeout = 5_000, synchronous = 'full' } = options;
  const opened: SqliteConnection[] = [];
  try {
    const writing = connect(driver, path, opened);
    await begin(writing, path, busyTimeout, synchronous);
    await ending(writing, true, () =>
      applyMigrations(schemaHostOf(writing, path, isShared), settingsOf(model, options), { kind: 'opening' }),
    );
    const reading = connect(driver, path, opened);
    // After a crash the first reader recovers the log, which others wait for.
    reading.exec('PRAGMA busy_timeout = 1000');
    const [forReading, forWriting] = isShared
      ? [withTenantViews(reading), withTenantViews(writing)]
      : [reading, writing];
    reading.exec('PRAGMA query_only = ON');
    return {
      path,
      reading: forReading,
      writing: forWriting,
      turns: new WriteTurns(busyTimeout),
      close: () => {
        for (const connection of opened) connection.close();
      },
    };
  } catch (error) {
    for (const connection of opened) connection.close();
    throw mapError(path, error);
  }
}

/** What the options say of migrations. */
export function settingsOf(
  model: DatabaseModel,
  { migrationFiles: folder, migrations = folder === undefined ? 'additive' : 'files' }: SqliteOptions,
): MigrationSettings {
  return { model, migrations, folder };
}

/**
 * Sets a connection up and begins to write: waits for who else does, without stopping this process.
 *
 * @throws DomainryError DATABASE_BUSY, …
 */
export async function begin(
  writing: SqliteConnection,
  path: string,
  busyTimeout: number,
  level: 'full' | 'normal',
): Promise<void> {
  const until = performance.now() + busyTimeout;
  for (;;) {
    try {
      writing.exec(
        `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${level.toUpperCase()}; PRAGMA foreign_keys = ON`,
      );
      writing.exec('BEGIN IMMEDIATE');
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() >= until) throw mapError(path, error);
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 40));
    }
  }
}

/** Runs a function and ends the transaction of the connection. */
export async function ending<Result>(
  connection: SqliteConnection,
  isKept: boolean,
  act: () => Promise<Result>,
): Promise<Result> {
  try {
    const result = await act();
    connection.exec(isKept ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    try {
      connection.exec('ROLLBACK');
    } catch {
      // SQLite has rolled back by itself, as it does when the disk is full.
    }
    throw error;
  }
}

function connect(driver: SqliteDriver, path: string, opened: SqliteConnection[]): SqliteConnection {
  const connection = new SqliteConnection(path, driver.open(path));
  opened.push(connection);
  return connection;
}
