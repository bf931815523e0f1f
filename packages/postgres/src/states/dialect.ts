import type { SqlDialect, SqlValue, UniqueViolation } from '@domainry/sql';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { brokenUnique } from '../map-error.js';
import { tenantColumn } from '../tenants/tenant-column.js';

/** How PostgreSQL is spoken to. The collation "C" compares texts byte by byte, which is by code points. */
const postgresDialect: SqlDialect = {
  name: 'postgres',
  writer: new Kysely<never>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (writer) => new PostgresIntrospector(writer),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
  hasBooleans: true,
  hasExactNumbers: true,
  types: {
    text: 'text collate "C"',
    uuid: 'uuid',
    integer: 'bigint',
    real: 'double precision',
    boolean: 'boolean',
    date: 'date',
    moment: 'timestamptz',
    exact: 'numeric',
    json: 'jsonb',
  },
  bytewise: '',
  hasWritingSubqueries: true,
  listOf,
  mostValues: 60_000,
};

const sharedPostgresDialect: SqlDialect = { ...postgresDialect, tenantColumn };

/** @param isShared - whether all tenants share the tables. */
export function dialectFor(isShared: boolean): SqlDialect {
  return isShared ? sharedPostgresDialect : postgresDialect;
}

/** What an error says of values that are there already: the name of the index. */
export function violationIn(error: unknown): UniqueViolation | undefined {
  const index = brokenUnique(error);
  return index === undefined ? undefined : { index };
}

/**
 * An array as PostgreSQL reads it. JSON is written by the engine, and says the same, but for brackets and for what it escapes beside
 * quotes and backslashes.
 */
function listOf(values: readonly SqlValue[]): string {
  const json = JSON.stringify(values);
  const isAlike = !/\\[^"\\]/.test(json);
  return `{${isAlike ? json.slice(1, -1) : values.map(itemOf).join(',')}}`;
}

function itemOf(value: SqlValue): string {
  if (typeof value !== 'string') return String(value);
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
