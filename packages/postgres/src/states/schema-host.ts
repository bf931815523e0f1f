import type { FoundTables, SchemaHost, SqlSession } from '@domainry/sql';
import { framework } from '../schema/framework.js';
import { checkNames } from './check-names.js';
import { postgresDialect } from './dialect.js';

/** The tables of a schema, for migrations, in the transaction of a session. */
export function schemaHostOf(session: SqlSession, target: string): SchemaHost {
  const hasTable = async (name: string): Promise<boolean> => {
    const [row] = await session.all('SELECT to_regclass($1) AS name', [name]);
    return row!['name'] !== null;
  };
  return {
    place: target,
    dialect: postgresDialect,
    session,
    framework,
    hasTable,
    checkNames,
    // Without values a text may have several statements.
    script: async (text) => void (await session.run(text, [])),
    findTables: () => findTables(session),
    findVersion: async () => {
      if (!(await hasTable('domainry_schema'))) return undefined;
      const [row] = await session.all('SELECT version FROM domainry_schema', []);
      return Number(row!['version']);
    },
    keepVersion: async (version) => {
      await session.run(
        'INSERT INTO domainry_schema (one, version) VALUES (1, $1) ON CONFLICT (one) DO UPDATE SET version = excluded.version',
        [version],
      );
    },
  };
}

async function findTables(session: SqlSession): Promise<FoundTables> {
  const columns = await session.all(
    'SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()',
    [],
  );
  const indexes = await session.all(
    'SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()',
    [],
  );
  const columnNames = new Set(
    columns.map((row) => `${String(row['table_name'])}.${String(row['column_name'])}`),
  );
  const indexNames = new Set(indexes.map((row) => row['indexname']));
  return {
    hasColumn: (table, column) => columnNames.has(`${table}.${column}`),
    hasIndex: (index) => indexNames.has(index),
  };
}
