import type { DomainryError } from '@domainry/core';
import { uniqueConflict, type StateShape, type UniqueRule } from '@domainry/core/ports';
import { locate } from '../conditions/locate.js';
import { comparedColumn } from '../records/column-values.js';
import { columnNamesOf } from '../records/write-rows.js';
import type { RootTable } from '../tables/table.js';

/** What a database tells of values that are there already: the name of the index, or the columns. */
export interface UniqueViolation {
  readonly index?: string;
  readonly columns?: readonly string[];
}

/** Name of the index that keeps a rule. */
export function indexOfRule({ name: table }: RootTable, { name }: UniqueRule): string {
  return `${table}_unique_${name}`.replaceAll(/[^\w]+/g, '_');
}

/** Columns of the fields of a rule or index; undefined where one of them has none. */
export function columnsOfFields(table: RootTable, fields: readonly string[]): readonly string[] | undefined {
  const columns = fields.map((field) => {
    const place = locate(table, [field.replace(/^-/, '')]);
    return place?.kind === 'column' ? comparedColumn(place.column) : undefined;
  });
  return columns.every((column) => column !== undefined) ? columns : undefined;
}

/**
 * Places in `columnNamesOf` of the columns that unique rules are about; `any` where a rule has a condition, which may be about any
 * other.
 */
export function placesOfRules(table: RootTable): ReadonlySet<number> | 'any' {
  let known = places.get(table);
  if (known === undefined) places.set(table, (known = findPlaces(table)));
  return known;
}

const places = new WeakMap<RootTable, ReadonlySet<number> | 'any'>();

function findPlaces(table: RootTable): ReadonlySet<number> | 'any' {
  const { uniques } = table.shape;
  if (uniques.some(({ where }) => where !== undefined)) return 'any';
  const names = columnNamesOf(table);
  return new Set(
    uniques.flatMap(({ fields }) => columnsOfFields(table, fields) ?? []).map((name) => names.indexOf(name)),
  );
}

/** The conflict that a violation means. */
export function conflictOf(shape: StateShape, table: RootTable, violation: UniqueViolation): DomainryError {
  const rule = shape.uniques.find((each) =>
    violation.index === undefined
      ? isSame(columnsOfFields(table, each.fields), violation.columns)
      : indexOfRule(table, each) === violation.index,
  );
  return rule === undefined
    ? uniqueConflict(shape.name, [shape.identity.name], 'identity')
    : uniqueConflict(shape.name, rule.fields, rule.name);
}

function isSame(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one !== undefined && other !== undefined && one.join('\n') === other.join('\n');
}
