import type { DatabaseAdapter, DatabaseModel } from '@domainry/core/ports';
import { Counters, SqlStateReader, SqlStateWriter, type SqlSession } from '@domainry/sql';
import { SqliteDatabase } from './database.js';
import { migratorOf } from './migrate-file.js';
import { openFile } from './open-file.js';
import { checkSqliteOptions, checkPath, type SqliteOptions } from './sqlite-options.js';
import { sqliteDialect, violationIn } from './states/dialect.js';
import { filesOfTenants } from './tenant-files.js';

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
  return {
    name: 'sqlite',
    open: async (model: DatabaseModel) => {
      const file = await openFile(path, model, options);
      const counters = new Counters(() => '?');
      const states = {
        reader: (session: SqlSession) => new SqlStateReader(session, sqliteDialect),
        writer: (session: SqlSession) => new SqlStateWriter(session, sqliteDialect, counters, violationIn),
      };
      return new SqliteDatabase(file, states, model.now);
    },
    migrator: (model: DatabaseModel) => migratorOf(path, model, options),
  };
}
