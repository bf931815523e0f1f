import { recordOf, type Schema, type WantedSchema } from './schema.js';

/** What lies in a database. */
export interface FoundTables {
  readonly hasColumn: (table: string, column: string) => boolean;
  readonly hasIndex: (index: string) => boolean;
}

/** As much of what is wanted as is there: of tables that were made before anybody kept how, or for another domain. */
export function foundOf(wanted: WantedSchema, { hasColumn, hasIndex }: FoundTables): Schema {
  const tables = recordOf(wanted).tables.flatMap((table) => {
    // Whether a constraint is there, nobody knows.
    const columns = table.columns
      .filter(({ name }) => hasColumn(table.name, name))
      .map(({ choices: _, ...column }) => column);
    if (columns.length === 0) return [];
    const indexes = Object.entries(table.indexes).filter(([name]) => hasIndex(name));
    return { ...table, columns, indexes: Object.fromEntries(indexes) };
  });
  return { tables };
}
