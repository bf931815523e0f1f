import type { JsonValue } from '@domainry/core';
import type { SqlDialect } from '../dialect.js';
import type { SqlValue } from '../session.js';
import type { Column } from '../tables/column.js';
import { exactOrderOf } from '../tables/exact-order.js';
import { canonicalJson } from './canonical-json.js';
import { assertFinite } from './not-finite.js';

/**
 * What is bound for a value of a column; null for none.
 *
 * @throws RangeError for numbers that are not finite.
 */
export function boundValue(column: Column, value: JsonValue | undefined, dialect: SqlDialect): SqlValue {
  if (value === null || value === undefined) return null;
  if (column.type === 'json') return canonicalJson(value);
  if (typeof value === 'boolean') return dialect.hasBooleans ? value : value ? 1 : 0;
  assertFinite(value);
  return value as string | number;
}

/** What is bound to compare by: exact numbers have a text for that where the database has no type for them. */
export function comparedValue(column: Column, value: JsonValue, dialect: SqlDialect): SqlValue {
  if (column.order !== undefined && value !== null) return exactOrderOf(value as string | number);
  return boundValue(column, value, dialect);
}

/** Column to compare by. */
export function comparedColumn(column: Column): string {
  return column.order ?? column.name;
}
