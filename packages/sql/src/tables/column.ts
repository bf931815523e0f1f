import type { FieldDescriptor } from '@domainry/core';

/**
 * How values lie in a column.
 *
 * - `text`, `integer`, `real`, `boolean`: as they are
 * - `date`, `moment`: a day of the calendar as `YYYY-MM-DD`, an instant as ISO 8601 in UTC
 * - `exact`: a decimal or big integer, as its digits
 * - `json`: anything else, as canonical JSON, so that equal values have equal texts
 */
export type ColumnType = 'text' | 'integer' | 'real' | 'boolean' | 'date' | 'moment' | 'exact' | 'json';

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /**
   * Column with a text by which exact numbers are compared and told apart, where the database has no type for them: `1.5` and
   * `1.50` have the same.
   */
  readonly order?: string;
}

/** How the values of a field lie in a column. */
export function columnTypeOf({ kind, constraints }: FieldDescriptor): ColumnType {
  switch (kind) {
    case 'string':
    case 'text':
      return 'text';
    case 'date':
      return 'date';
    case 'dateTime':
      return 'moment';
    case 'float':
      return 'real';
    case 'decimal':
      return 'exact';
    case 'boolean':
      return 'boolean';
    case 'integer':
      return constraints['bigint'] === true ? 'exact' : 'integer';
    case 'identifier':
    case 'reference':
      return constraints['type'] === 'integer' ? 'integer' : 'text';
    case 'auto':
      return constraints['increment'] === true || constraints['type'] === 'integer' ? 'integer' : 'text';
    case 'enum':
    case 'status':
      return typeOfChoices(constraints['choices']);
    default:
      return 'json';
  }
}

function typeOfChoices(choices: unknown): ColumnType {
  if (!Array.isArray(choices) || choices.length === 0) return 'json';
  if (choices.every((choice) => typeof choice === 'string')) return 'text';
  return choices.every((choice) => Number.isSafeInteger(choice)) ? 'integer' : 'json';
}
