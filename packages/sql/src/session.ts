/** A value that is bound to a statement, or read from a column. What it may be depends on the database. */
export type SqlValue = string | number | bigint | boolean | null | Uint8Array;

/** A row, by names of columns. */
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A row as the list of its values, in the order in which the statement names the columns. */
export type SqlList = readonly SqlValue[];

/** A statement that writes, and how many rows it has to change. */
export interface CountedStatement {
  readonly text: string;
  readonly values: readonly SqlValue[];
  /** Whatever it is, when absent. */
  readonly changes?: number;
}

/** Where statements run: a connection, inside or outside of a transaction. */
export interface SqlSession {
  /** Rows of a query. */
  all(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /** The same as lists, which are made faster, for queries of many rows. */
  lists(text: string, values: readonly SqlValue[]): Promise<readonly SqlList[]>;
  /** Runs a statement; gives how many rows it has changed. */
  run(text: string, values: readonly SqlValue[]): Promise<number>;
  /** Runs a statement that writes, and gives the rows that it returns. */
  returning(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]>;
  /**
   * The same for statements that may be refused for values that are there already: then the transaction goes on without them.
   * Absent where it goes on after every refused statement.
   */
  readonly tried?: Pick<SqlSession, 'run' | 'returning'>;
  /**
   * Runs several statements that write, all or none. Absent where there is no transaction.
   *
   * @returns the rows that each of them returns. Undefined when none was done, since one was refused for values that are there already
   *   or changed another number of rows; the transaction goes on then.
   */
  together?(statements: readonly CountedStatement[]): Promise<readonly (readonly SqlRow[])[] | undefined>;
}
