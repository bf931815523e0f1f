import type { SqlDialect, UniqueViolation } from '@domainry/sql';
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { brokenUnique } from '../map-error.js';

/** How PostgreSQL is spoken to. The collation "C" compares texts byte by byte, which is by code points. */
export const postgresDialect: SqlDialect = {
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
  mostValues: 60_000,
};

/** What an error says of values that are there already: the name of the index. */
export function violationIn(error: unknown): UniqueViolation | undefined {
  const index = brokenUnique(error);
  return index === undefined ? undefined : { index };
}
