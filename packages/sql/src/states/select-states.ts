import type { StateRecord, StateShape } from '@domainry/core/ports';
import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { ChildRows, childColumnsOf, recordReader, rootColumnsOf } from '../records/read-record.js';
import { allChildTables } from '../records/write-rows.js';
import type { SqlList, SqlRow, SqlSession, SqlValue } from '../session.js';
import { tableOf } from '../tables/table-of.js';
import type { ChildTable, RootTable } from '../tables/table.js';
import { atOnce, boundTimes, filledUp, roundedUp, textOf } from './known-statements.js';

/** Name of the table of roots in statements. */
export const rootAlias = 't';

export function rootTableOf(shape: StateShape, dialect: SqlDialect): RootTable {
  return tableOf(shape, dialect);
}

/** Runs a statement for rows. */
export function rowsOf(
  session: SqlSession,
  dialect: SqlDialect,
  statement: RawBuilder<unknown>,
): Promise<readonly SqlRow[]> {
  return session.all(...written(dialect, statement));
}

/** Runs a statement for lists. */
export function listsOf(
  session: SqlSession,
  dialect: SqlDialect,
  statement: RawBuilder<unknown>,
): Promise<readonly SqlList[]> {
  return session.lists(...written(dialect, statement));
}

/** Runs a statement; gives how many rows it changed. */
export function run(
  session: SqlSession,
  dialect: SqlDialect,
  statement: RawBuilder<unknown>,
): Promise<number> {
  return session.run(...written(dialect, statement));
}

/** A statement as a session takes it: its text and its values. */
function written(
  { writer }: SqlDialect,
  statement: RawBuilder<unknown>,
): readonly [text: string, values: readonly SqlValue[]] {
  const { sql: text, parameters } = statement.compile(writer);
  return [text, parameters as readonly SqlValue[]];
}

/**
 * States from the rows of their roots, in the same order. The children of all of them are read by one statement for each table,
 * as long as a statement may name so many.
 *
 * @param rows - with the columns of `rootColumnsOf`.
 */
export async function recordsOf(
  session: SqlSession,
  dialect: SqlDialect,
  table: RootTable,
  rows: readonly SqlList[],
): Promise<readonly StateRecord[]> {
  const children = new ChildRows();
  const tables = allChildTables(table);
  if (tables.length > 0 && rows.length > 0) {
    const identity = rootColumnsOf(table).indexOf(table.identity.name);
    const ids = rows.map((row) => row[identity]!);
    for (const child of tables) {
      for (let from = 0; from < ids.length; from += atOnce) {
        const some = ids.length <= atOnce ? ids : ids.slice(from, from + atOnce);
        const count = roundedUp(some.length);
        const text = textOf(child, dialect, `children of ${count}`, () => childrenOf(child, count));
        children.add(child, await session.lists(text, filledUp(some, count)));
      }
    }
  }
  const read = recordReader(table);
  return rows.map((row) => read(row, children));
}

/** @param count - how many roots they are of. */
function childrenOf(child: ChildTable, count: number): RawBuilder<unknown> {
  const names = childColumnsOf(child).map((name) => sql.ref(name));
  return sql`select ${sql.join(names)} from ${sql.table(child.name)} where ${sql.ref('_root')} in (${boundTimes(count)})`;
}
