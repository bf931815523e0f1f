import { pairUp } from './pair-up.js';
import type { Schema, WantedColumn, WantedSchema } from './schema.js';

/**
 * What is wanted, with the choices that the columns which are there let in already. Those that a model has given up stay, since rows may
 * have them; and a column that was made without any is left as it is.
 */
export function keepChoices(recorded: Schema, wanted: WantedSchema): WantedSchema {
  const tables = pairUp(recorded.tables, wanted.tables).pairs.map(([before, table]) => {
    if (before === undefined) return table;
    const columns = pairUp(before.columns, table.columns).pairs.map(([known, column]): WantedColumn => {
      if (known === undefined) return column;
      const { choices, ...open } = column;
      // Where what lies in it is another thing, it is converted.
      if (choices === undefined || known.choices === undefined || known.type !== column.type) return open;
      const values = [...new Set([...known.choices.values, ...choices.values])];
      return { ...open, choices: { check: known.choices.check, values } };
    });
    return { ...table, columns };
  });
  return { tables };
}
