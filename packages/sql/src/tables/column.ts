import type { FieldDescriptor } from '@domainry/core';
import type { FieldInColumn } from '@domainry/core/ports';

/**
 * How values lie in a column.
 *
 * - `text`, `integer`, `real`, `boolean`: as they are
 * - `uuid`: a UUID in lower case
 * - `date`, `moment`: a day of the calendar as `YYYY-MM-DD`, an instant as ISO 8601 in UTC
 * - `exact`: a decimal or big integer, as its digits
 * - `json`: anything else, as canonical JSON, so that equal values have equal texts
 */
export type ColumnType =
  'text' | 'uuid' | 'integer' | 'real' | 'boolean' | 'date' | 'moment' | 'exact' | 'json';

/** A column of a table. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /**
   * Column with a text by which exact numbers are compared and told apart, where the database has no type for them: `1.5` and
   * `1.50` have the same.
   */
  readonly order?: string;
  /** Its type in SQL, where it is another than that of `type`. */
  readonly sqlType?: string;
  /** Whether values are compared as texts that the database makes of them, since its type compares otherwise. */
  readonly isForeign?: boolean;
  /** What makes of values what lies in it. */
  readonly held?: FieldInColumn;
  /** The only values it may have. */
  readonly choices?: readonly (string | number)[];
}

/** Type of a column in the words of a database. */
export function sqlTypeOf(
  { type, sqlType }: Pick<Column, 'type' | 'sqlType'>,
  { types }: { readonly types: Readonly<Record<ColumnType, string>> },
): string {
  return sqlType ?? types[type];
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
      return constraints['type'] === 'integer' ? 'integer' : constraints['type'] === 'uuid' ? 'uuid' : 'text';
    case 'auto':
      return constraints['increment'] === true || constraints['type'] === 'integer' ? 'integer' : 'text';
    case 'enum':
    case 'status':
      return typeOfChoices(constraints['choices']);
    default:
      return 'json';
  }
}

/** The values that a field may have, where they lie in a column as they are. */
export function choicesOf({ kind, constraints }: FieldDescriptor): readonly (string | number)[] | undefined {
  const { choices } = constraints;
  if ((kind !== 'enum' && kind !== 'status') || typeOfChoices(choices) === 'json') return undefined;
  return choices as readonly (string | number)[];
}

function typeOfChoices(choices: unknown): ColumnType {
  if (!Array.isArray(choices) || choices.length === 0) return 'json';
  if (choices.every((choice) => typeof choice === 'string')) return 'text';
  return choices.every((choice) => Number.isSafeInteger(choice)) ? 'integer' : 'json';
}
