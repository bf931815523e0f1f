import type { JsonValue } from '@domainry/core';
import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { comparedColumn } from '../records/column-values.js';
import type { Column } from '../tables/column.js';

/** Whether values of a column are texts. */
export function isText({ type }: Column): boolean {
  return type === 'text' || type === 'uuid';
}

/** A column as it is. */
export function plainRef(alias: string, column: Column): RawBuilder<unknown> {
  return sql.ref(`${alias}.${comparedColumn(column)}`);
}

/** A column of texts, where the database has another type for them. */
export function asText(alias: string, column: Column, dialect: SqlDialect): RawBuilder<unknown> {
  const name = plainRef(alias, column);
  const isOther = dialect.name === 'postgres' && (column.type === 'uuid' || column.isForeign === true);
  return isOther ? sql`${name}::text collate "C"` : name;
}

/**
 * A column to compare with values. UUIDs are in the order of their texts; of what is none, only the text tells.
 */
export function comparedRef(
  alias: string,
  column: Column,
  dialect: SqlDialect,
  values: readonly JsonValue[],
): RawBuilder<unknown> {
  const arePlain =
    column.isForeign !== true &&
    (column.type !== 'uuid' || values.every((one) => one === null || isUuid(one)));
  return arePlain ? plainRef(alias, column) : asText(alias, column, dialect);
}

/** Whether a value is a UUID as it is kept. */
export function isUuid(value: JsonValue): boolean {
  return typeof value === 'string' && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value);
}
