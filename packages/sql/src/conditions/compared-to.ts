import type { JsonValue } from '@domainry/core';
import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { comparedValue } from '../records/column-values.js';
import type { Column } from '../tables/column.js';

/**
 * A value beside a column. A number that no integer is, or too large for one, is refused by strict databases unless it says so. What
 * comes from the model and not from users is written out, so that the conditions of partial indexes are seen to hold.
 */
export function comparedTo(column: Column, value: JsonValue, dialect: SqlDialect): RawBuilder<unknown> {
  if (column.choices?.includes(value as string) === true) return sql.lit(value);
  const held = comparedValue(column, value, dialect);
  if (column.type === 'boolean') return sql.lit(held);
  const compared = sql`${held}`;
  if (dialect.name !== 'postgres' || column.type !== 'integer') return compared;
  if (!Number.isSafeInteger(held)) return sql`${compared}::numeric`;
  return column.sqlType === undefined ? compared : sql`${compared}::bigint`;
}

/**
 * Whether two values that are equal have the same JSON: numbers that are kept as text may not. What a codec makes of values, it says
 * itself.
 */
export function isTellable({ type, held, sqlType }: Column, value: JsonValue): boolean {
  if (type !== 'json') return true;
  // A type of JSON that is said may be one that cannot be compared.
  if (sqlType !== undefined) return false;
  return held !== undefined || typeof value !== 'object' || value === null;
}
