import type { Column } from '../tables/column.js';

/** What a constraint of a column lets in. */
export interface ColumnChoices {
  /** Name of the constraint. */
  readonly check: string;
  readonly values: readonly (string | number)[];
}

/** The constraint of a column that is made with its table. */
export function choicesIn(column: Column): { readonly choices: ColumnChoices | undefined } {
  const { choices } = column;
  return {
    choices: choices === undefined ? undefined : { check: `${column.name}_choices`, values: choices },
  };
}
