import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { sqlTypeOf, type Column } from '../tables/column.js';
import type { ColumnChoices } from './column-choices.js';

/** What a column has to be told by. */
export type DefinedColumn = Pick<Column, 'name' | 'type' | 'sqlType' | 'order'> & {
  readonly choices?: ColumnChoices | undefined;
};

/** Definitions of a column, as they stand in a statement that makes it: its own, and that of what it is ordered by. */
export function defineColumn(column: DefinedColumn, dialect: SqlDialect): readonly RawBuilder<unknown>[] {
  const { name, order, choices } = column;
  const type = sql.raw(sqlTypeOf(column, dialect));
  const check = choices === undefined ? sql`` : sql` ${checkChoices(name, choices)}`;
  const own = sql`${sql.ref(name)} ${type}${check}`;
  return order === undefined ? [own] : [own, sql`${sql.ref(order)} ${sql.raw(dialect.types.text)}`];
}

/** A constraint by which a column has one of some values, or none. */
export function checkChoices(column: string, { check, values }: ColumnChoices): RawBuilder<unknown> {
  return sql`constraint ${sql.ref(check)} check (${sql.ref(column)} in (${sql.join(values)}))`;
}
