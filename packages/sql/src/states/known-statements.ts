import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import type { SqlValue } from '../session.js';
import type { Table } from '../tables/table.js';

/** Stands for a value that is bound when the statement is run. */
export const bound: RawBuilder<unknown> = sql`${null}`;

/** So many of them, with commas. */
export function boundTimes(count: number): RawBuilder<unknown> {
  return sql.join(Array.from({ length: count }, () => bound));
}

/** Powers of two, so that lists of every length need few statements; what is left over is bound as nothing, which is in no list. */
export function roundedUp(count: number): number {
  return 2 ** Math.ceil(Math.log2(count));
}

/** How long a list is, at most. */
export const atOnce = 16_384;

/** A list with nothing behind it, as long as is needed. */
export function filledUp(values: readonly SqlValue[], count: number): readonly SqlValue[] {
  return values.length === count ? values : [...values, ...Array<null>(count - values.length).fill(null)];
}

/** How many of so many rows are written by the next statement: all, if they are few; else so that there are few statements. */
export function rowsAtOnce(count: number, most: number): number {
  if (count <= Math.min(64, most)) return count;
  return 2 ** Math.floor(Math.log2(Math.min(count, most)));
}

/** Statements that are kept of a table: more than there are, unless somebody changes ever other fields together. */
const mostTexts = 1000;

const known = new WeakMap<SqlDialect, WeakMap<Table, Map<string, string>>>();

/**
 * The text of a statement about a table. It is written once; afterwards only values differ, which are bound in the order in
 * which `bound` stands in it.
 *
 * @param key - tells the statement from others about the same table.
 */
export function textOf(
  table: Table,
  dialect: SqlDialect,
  key: string,
  write: () => RawBuilder<unknown>,
): string {
  const texts = textsOf(table, dialect);
  let text = texts.get(key);
  if (text === undefined) {
    text = write().compile(dialect.writer).sql;
    if (texts.size >= mostTexts) texts.clear();
    texts.set(key, text);
  }
  return text;
}

function textsOf(table: Table, dialect: SqlDialect): Map<string, string> {
  let ofDialect = known.get(dialect);
  if (ofDialect === undefined) known.set(dialect, (ofDialect = new WeakMap()));
  let texts = ofDialect.get(table);
  if (texts === undefined) ofDialect.set(table, (texts = new Map()));
  return texts;
}
