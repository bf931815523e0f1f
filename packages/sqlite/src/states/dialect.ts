import type { SqlDialect, UniqueViolation } from '@domainry/sql';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { kindOfError } from '../map-error.js';
import { tenantColumn } from '../tenants/tenant-column.js';

/** How SQLite is spoken to. Its texts are compared byte by byte, which is by code points. */
export const sqliteDialect: SqlDialect = {
  name: 'sqlite',
  writer: new Kysely<never>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (writer) => new SqliteIntrospector(writer),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  }),
  hasBooleans: false,
  hasExactNumbers: false,
  types: {
    text: 'TEXT',
    uuid: 'TEXT',
    integer: 'INTEGER',
    real: 'REAL',
    boolean: 'INTEGER',
    date: 'TEXT',
    moment: 'TEXT',
    exact: 'TEXT',
    json: 'TEXT',
  },
  bytewise: '',
  hasWritingSubqueries: false,
  mostValues: 30_000,
};

/** The same where all tenants share the tables. */
export const sharedSqliteDialect: SqlDialect = { ...sqliteDialect, tenantColumn };

/** What an error says of values that are there already: `UNIQUE constraint failed: Member.club, Member.number`. */
export function violationIn(error: unknown): UniqueViolation | undefined {
  if (kindOfError(error) !== 'SQLITE_CONSTRAINT') return undefined;
  const match = /UNIQUE constraint failed: (?:index '([^']+)'|(.+))$/.exec((error as Error).message);
  if (match === null) return undefined;
  const [, index, columns] = match;
  if (index !== undefined) return { index };
  const names = columns!.split(', ').map((column) => column.slice(column.indexOf('.') + 1));
  return { columns: names.filter((name) => name !== tenantColumn.name) };
}
