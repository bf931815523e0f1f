import type { ColumnOptions } from '../registry/column-options.js';

/** How one field lies in a table, where a class says so. */
export type ColumnMapping = ColumnOptions;

/** Where classes say otherwise how the states of an aggregate or projection lie in tables. */
export interface TableMapping {
  /** By field of the root; those of value objects with a dot: `limit.amount`. */
  readonly columns: ReadonlyMap<string, ColumnMapping>;
  /** Those of child entities, by the name of their class. */
  readonly children: ReadonlyMap<string, ChildMapping>;
}

/** How children of a class lie in their table. */
export interface ChildMapping {
  /** Name of the table; that of what holds them and of their field when absent. */
  readonly table?: string;
  readonly columns: ReadonlyMap<string, ColumnMapping>;
}
