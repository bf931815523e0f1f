import type { JsonValue } from '@domainry/core';
import { heldByCodec } from '@domainry/core/ports';
import type { SqlDialect } from '../dialect.js';
import type { SqlValue } from '../session.js';
import type { Column } from '../tables/column.js';
import { exactOrderOf } from '../tables/exact-order.js';
import { canonicalJson } from './canonical-json.js';
import { assertFinite } from './not-finite.js';

/**
 * What is bound for a value of a column; null for none.
 *
 * @throws RangeError for numbers that are not finite; DomainryError NOT_STORABLE for what the codec of the column cannot keep.
 */
export function boundValue(column: Column, value: JsonValue | undefined, dialect: SqlDialect): SqlValue {
  if (value === null || value === undefined) return null;
  return boundAsHeld(column, heldValue(column, value), dialect);
}

/** What lies in a column for a value, before the database has its own form of it. */
export function heldValue({ held }: Column, value: JsonValue): JsonValue {
  return held === undefined ? value : heldByCodec(held, value);
}

/** What is bound for what lies in a column. */
export function boundAsHeld(column: Column, value: JsonValue, dialect: SqlDialect): SqlValue {
  if (column.type === 'json') return canonicalJson(value);
  if (typeof value === 'boolean') return dialect.hasBooleans ? value : value ? 1 : 0;
  assertFinite(value);
  return value as string | number;
}

/** What is bound to compare by: exact numbers have a text for that where the database has no type for them. */
export function comparedValue(column: Column, value: JsonValue, dialect: SqlDialect): SqlValue {
  if (value === null) return null;
  const held = heldValue(column, value);
  return column.order === undefined
    ? boundAsHeld(column, held, dialect)
    : exactOrderOf(held as string | number);
}

/** Column to compare by. */
export function comparedColumn(column: Column): string {
  return column.order ?? column.name;
}
