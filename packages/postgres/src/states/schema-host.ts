import { placedOtherwise, type FoundTables, type SchemaHost, type SqlSession } from '@domainry/sql';
import { framework, sharedFramework } from '../schema/framework.js';
import { checkNames } from './check-names.js';
import { dialectFor } from './dialect.js';

/**
 * The tables of a schema, for migrations, in the transaction of a session.
 *
 * @param isShared - whether they have rows of all tenants.
 */
export function schemaHostOf(session: SqlSession, target: string, isShared: boolean): SchemaHost {
  const hasTable = async (name: string): Promise<boolean> => {
    const [row] = await session.all('SELECT to_regclass($1) AS name', [name]);
    return row!['name'] !== null;
  };
  return {
    place: target,
    dialect: dialectFor(isShared),
    session,
    framework: isShared ? sharedFramework : framework,
    hasTable,
    checkNames,
    // Without values a text may have several statements.
    script: async (text) => void (await session.run(text, [])),
    findTables: () => findTables(session),
    findVersion: async () => {
      if (!(await hasTable('domainry_schema'))) return undefined;
      if ((await hasTable('domainry_tenants')) !== isShared) throw placedOtherwise(target, isShared);
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
