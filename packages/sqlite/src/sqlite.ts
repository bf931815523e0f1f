import type { DatabaseAdapter, DatabaseModel } from '@domainry/core/ports';
import { SqliteDatabase } from './database.js';
import { migratorOf } from './migrate-file.js';
import { openFile } from './open-file.js';
import { checkSqliteOptions, checkPath, type SqliteOptions } from './sqlite-options.js';
import { sqliteDialect } from './states/dialect.js';
import { statesOf } from './states/states-of.js';
import { filesOfTenants } from './tenants/tenant-files.js';
import { fileOfAllTenants } from './tenants/shared-file.js';

/**
 * Keeps a domain in one file: states, events, snapshots, outbox and idempotency records, in one transaction. The file and its
 * tables are made when there are none.
 *
 * @param path - of the file; of the folder, where tenants have files.
 * @throws DomainryError DATABASE_OPTION at once; when it is opened DRIVER_MISSING, DATABASE_UNAVAILABLE, DATABASE_BUSY,
 *   DATABASE_CORRUPT, SCHEMA_NEWER, SCHEMA_OUTDATED, MIGRATION_….
 *
 * @example
 * ```ts
 * import { Domain } from '@domainry/core';
 * import { sqlite } from '@domainry/sqlite';
 *
 * const banking = new Domain('Banking');
 * await banking.init({ databases: { default: sqlite('bank.db') } });
 * ```
 */
export function sqlite(path: string, options: SqliteOptions = {}): DatabaseAdapter {
  checkPath(path);
  checkSqliteOptions(options);
  if (options.tenants === 'files') return filesOfTenants(path, options, sqlite);
  if (options.tenants === 'column') return fileOfAllTenants(path, options);
  return {
    name: 'sqlite',
    open: async (model: DatabaseModel) =>
      new SqliteDatabase(await openFile(path, model, options), statesOf(sqliteDialect), model.now),
    migrator: (model: DatabaseModel) => migratorOf(path, model, options),
  };
}
