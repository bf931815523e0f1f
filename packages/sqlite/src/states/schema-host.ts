import { placedOtherwise, type FoundTables, type SchemaHost } from '@domainry/sql';
import type { SqliteConnection } from '../driver/connection.js';
import { sessionOver } from '../driver/session-over.js';
import { frameworkTables, sharedFrameworkTables } from '../framework-tables.js';
import { tenantColumn } from '../tenants/tenant-column.js';
import { sharedSqliteDialect, sqliteDialect } from './dialect.js';

/**
 * The tables of a file, for migrations, in the transaction of a connection.
 *
 * @param isShared - whether they have rows of all tenants.
 */
export function schemaHostOf(connection: SqliteConnection, path: string, isShared: boolean): SchemaHost {
  const hasTable = (name: string): boolean =>
    connection.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name) !== undefined;
  return {
    place: path,
    dialect: isShared ? sharedSqliteDialect : sqliteDialect,
    session: sessionOver({ reading: () => connection, writing: () => connection }),
    framework: isShared ? sharedFrameworkTables : frameworkTables,
    script: async (text) => connection.exec(text),
    hasTable: async (name) => hasTable(name),
    findTables: async () => findTables(connection),
    checkNames: () => undefined,
    findVersion: async () => {
      const version = connection.get('PRAGMA user_version')!['user_version'] as number;
      if (version === 0) return undefined;
      if (hasTable(tenantColumn.storedName('domainry_events')) !== isShared)
        throw placedOtherwise(path, isShared);
      return version;
    },
    keepVersion: async (version) => connection.exec(`PRAGMA user_version = ${version}`),
  };
}

function findTables(connection: SqliteConnection): FoundTables {
  return {
    hasColumn: (table, column) =>
      connection.get('SELECT 1 FROM pragma_table_info(?) WHERE name = ?', table, column) !== undefined,
    hasIndex: (index) =>
      connection.get("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", index) !== undefined,
  };
}
