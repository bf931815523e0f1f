import type { JsonValue } from '@domainry/core';
import type { Ordering } from '@domainry/core/ports';
import { sql, type RawBuilder } from 'kysely';
import type { SqlDialect } from '../dialect.js';
import { comparedValue } from '../records/column-values.js';
import type { Column } from '../tables/column.js';
import type { RootTable } from '../tables/table.js';
import { asText, isText, plainRef } from './column-refs.js';
import { locate } from './locate.js';

/** An order as SQL. */
export interface CompiledOrder {
  /** What stands behind `order by`. */
  readonly text: RawBuilder<unknown>;
  /** True of what comes after a place: the values of all orderings, in their order. */
  after(place: readonly JsonValue[]): RawBuilder<boolean>;
}

interface Step {
  readonly column: Column;
  readonly name: RawBuilder<unknown>;
  readonly isDescending: boolean;
  readonly absentLast: boolean;
}

/**
 * Orders states as SQL would.
 *
 * @returns undefined where SQL cannot: by what is kept as JSON, or lies in another table.
 */
export function compileOrder(
  table: RootTable,
  orderings: readonly Ordering[],
  dialect: SqlDialect,
  alias: string,
): CompiledOrder | undefined {
  const steps: Step[] = [];
  for (const { path, direction, absent } of orderings) {
    const place = locate(table, path);
    if (place?.kind !== 'column' || place.column.type === 'json') return undefined;
    const { column } = place;
    if (column.held !== undefined && column.held.codec.keeps !== 'order') return undefined;
    // UUIDs are in the order of their texts.
    const plain = column.isForeign === true ? asText(alias, column, dialect) : plainRef(alias, column);
    const name = isText(column) ? sql`${plain} ${sql.raw(dialect.bytewise)}` : plain;
    steps.push({ column, name, isDescending: direction === 'descending', absentLast: absent === 'last' });
  }
  return {
    text: sql.join(
      steps.map(
        ({ name, isDescending, absentLast }) =>
          sql`${name} ${sql.raw(isDescending ? 'desc' : 'asc')} ${sql.raw(absentLast ? 'nulls last' : 'nulls first')}`,
      ),
    ),
    after: (place) => afterPlace(steps, place, dialect),
  };
}

/** The same as the first so many, and then greater in the next: one alternative for each ordering. */
function afterPlace(
  steps: readonly Step[],
  place: readonly JsonValue[],
  dialect: SqlDialect,
): RawBuilder<boolean> {
  const alternatives = steps.map((step, at) => {
    const same = steps.slice(0, at).map((earlier, index) => equal(earlier, place[index] ?? null, dialect));
    return sql`(${sql.join([...same, greater(step, place[at] ?? null, dialect)], sql` and `)})`;
  });
  return sql<boolean>`(${sql.join(alternatives, sql` or `)})`;
}

function equal({ column, name }: Step, value: JsonValue, dialect: SqlDialect): RawBuilder<unknown> {
  return value === null ? sql`${name} is null` : sql`${name} = ${comparedValue(column, value, dialect)}`;
}

function greater(
  { column, name, isDescending, absentLast }: Step,
  value: JsonValue,
  dialect: SqlDialect,
): RawBuilder<unknown> {
  if (value === null) return absentLast ? sql`1 = 0` : sql`${name} is not null`;
  const further = sql`${name} ${sql.raw(isDescending ? '<' : '>')} ${comparedValue(column, value, dialect)}`;
  return absentLast ? sql`(${further} or ${name} is null)` : further;
}
