import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseModel, Migrator } from '@domainry/core/ports';
import { SqlMigrator, type MigrationAccess, type SchemaHost, type SqlDialect } from '@domainry/sql';
import { SqliteConnection } from './driver/connection.js';
import { loadDriver, type SqliteDriver } from './driver/open-handle.js';
import { folderMissing, mapError } from './map-error.js';
import { begin, ending, settingsOf } from './open-file.js';
import type { SqliteOptions } from './sqlite-options.js';
import { sharedSqliteDialect, sqliteDialect } from './states/dialect.js';
import { schemaHostOf } from './states/schema-host.js';

/**
 * What migrates a file.
 *
 * @throws DomainryError DRIVER_MISSING.
 */
export async function migratorOf(
  path: string,
  model: DatabaseModel,
  options: SqliteOptions,
): Promise<Migrator> {
  const driver = await loadDriver(options.driver);
  return new SqlMigrator(new FileMigrations(path, driver, options), settingsOf(model, options));
}

/** The tables of a file. Nothing is kept open between calls, and looking makes no file where there is none. */
class FileMigrations implements MigrationAccess {
  readonly dialect: SqlDialect;
  private readonly isShared: boolean;

  constructor(
    readonly place: string,
    private readonly driver: SqliteDriver,
    private readonly options: SqliteOptions,
  ) {
    this.isShared = options.tenants === 'column';
    this.dialect = this.isShared ? sharedSqliteDialect : sqliteDialect;
  }

  looking<Result>(act: (host: SchemaHost) => Promise<Result>): Promise<Result> {
    return this.#connected(!existsSync(this.place), async (connection) => {
      connection.exec('PRAGMA busy_timeout = 1000');
      connection.exec('BEGIN');
      return await ending(connection, false, () => act(schemaHostOf(connection, this.place, this.isShared)));
    });
  }

  changing<Result>(act: (host: SchemaHost) => Promise<Result>, isKept: boolean): Promise<Result> {
    const { busyTimeout = 5_000, synchronous = 'full' } = this.options;
    return this.#connected(!isKept && !existsSync(this.place), async (connection) => {
      await begin(connection, this.place, busyTimeout, synchronous);
      return await ending(connection, isKept, () => act(schemaHostOf(connection, this.place, this.isShared)));
    });
  }

  async close(): Promise<void> {
    // Nothing is open.
  }

  /** @param isInMind - whether a database in memory stands for a file that is not there. */
  async #connected<Result>(
    isInMind: boolean,
    act: (connection: SqliteConnection) => Promise<Result>,
  ): Promise<Result> {
    if (!isInMind && !existsSync(dirname(this.place))) throw folderMissing(this.place);
    let connection: SqliteConnection | undefined;
    try {
      const handle = this.driver.open(isInMind ? ':memory:' : this.place);
      connection = new SqliteConnection(this.place, handle);
      return await act(connection);
    } catch (error) {
      throw mapError(this.place, error);
    } finally {
      connection?.close();
    }
  }
}
