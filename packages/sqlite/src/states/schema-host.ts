import type { FoundTables, SchemaHost } from '@domainry/sql';
import type { SqliteConnection } from '../driver/connection.js';
import { sessionOver } from '../driver/session-over.js';
import { frameworkTables } from '../framework-tables.js';
import { sqliteDialect } from './dialect.js';

/** The tables of a file, for migrations, in the transaction of a connection. */
export function schemaHostOf(connection: SqliteConnection, path: string): SchemaHost {
  return {
    place: path,
    dialect: sqliteDialect,
    session: sessionOver({ reading: () => connection, writing: () => connection }),
    framework: frameworkTables,
    script: async (text) => connection.exec(text),
    hasTable: async (name) =>
      connection.get("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", name) !== undefined,
    findTables: async () => findTables(connection),
    checkNames: () => undefined,
    findVersion: async () => {
      const version = connection.get('PRAGMA user_version')!['user_version'] as number;
      return version === 0 ? undefined : version;
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
