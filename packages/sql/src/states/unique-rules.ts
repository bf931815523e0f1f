import type { DomainryError } from '@domainry/core';
import { uniqueConflict, type StateShape, type UniqueRule } from '@domainry/core/ports';
import { locate } from '../conditions/locate.js';
import { comparedColumn } from '../records/column-values.js';
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
