/** How the rows of all tenants lie in the same tables, and what keeps them apart. */
export interface TenantColumn {
  /** Name of the column that says whose a row is. It comes first in every key and index. */
  readonly name: string;
  /** The column as a table is made with it, behind its name: type, `not null`, and where its value comes from. */
  readonly definition: string;
  /** What the table of all tenants is called, where statements reach it by way of something that shows the rows of one. */
  readonly storedName: (table: string) => string;
  /** Statements that have the database guard a table that was made. None where something else stands before it. */
  readonly guards: (table: string) => readonly string[];
}
