import { mapError } from '../map-error.js';

/** What SQLite holds and is given. Numbers are safe integers or floats. */
export type SqliteValue = string | number | null | Uint8Array;

/** A row, by names of columns. */
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** A row as the list of its values. */
export type SqliteList = readonly SqliteValue[];

/** A statement that was compiled. Values are bound by position. */
export interface SqliteStatement {
  all(...values: readonly SqliteValue[]): readonly SqliteRow[];
  get(...values: readonly SqliteValue[]): SqliteRow | undefined;
  run(...values: readonly SqliteValue[]): { readonly changes: number | bigint };
  /** better-sqlite3: whether it gives rows. */
  readonly reader?: boolean;
  /** better-sqlite3: has rows given as lists. */
  raw?(isRaw: boolean): unknown;
  /** node:sqlite, from 22.16: the same. */
  setReturnArrays?(isRaw: boolean): unknown;
}

/** What both drivers have in common. All of it is synchronous. */
export interface SqliteHandle {
  prepare(text: string): SqliteStatement;
  exec(text: string): unknown;
  close(): void;
}

/** Statements that a connection keeps compiled; those of queries differ without end. */
const mostStatements = 500;

const none: readonly SqliteRow[] = [];

/** One connection to a file, which compiles each statement once. Errors about the file are told as ours. */
export class SqliteConnection {
  readonly #statements = new Map<string, SqliteStatement>();
  /** Those that give lists. */
  readonly #listing = new Map<string, SqliteStatement>();

  constructor(
    private readonly path: string,
    private readonly handle: SqliteHandle,
  ) {}

  all(text: string, ...values: readonly SqliteValue[]): readonly SqliteRow[] {
    try {
      return this.#statement(text).all(...values);
    } catch (error) {
      throw mapError(this.path, error);
    }
  }

  /** Rows as lists, in the order in which the statement names the columns. */
  lists(text: string, values: readonly SqliteValue[]): readonly SqliteList[] {
    try {
      const statement = this.#listingStatement(text);
      const rows: readonly unknown[] = statement.all(...values);
      const isListed = statement.raw !== undefined || statement.setReturnArrays !== undefined;
      return isListed ? (rows as SqliteList[]) : rows.map((row) => Object.values(row as SqliteRow));
    } catch (error) {
      throw mapError(this.path, error);
    }
  }

  get(text: string, ...values: readonly SqliteValue[]): SqliteRow | undefined {
    try {
      return this.#statement(text).get(...values);
    } catch (error) {
      throw mapError(this.path, error);
    }
  }

  /** Gives how many rows were changed. */
  run(text: string, ...values: readonly SqliteValue[]): number {
    try {
      return Number(this.#statement(text).run(...values).changes);
    } catch (error) {
      throw mapError(this.path, error);
    }
  }

  /** A statement of which nobody knows whether it gives rows. */
  anything(
    text: string,
    values: readonly SqliteValue[],
  ): { readonly rows: readonly SqliteRow[]; readonly changed: number } {
    try {
      // Not kept: people write ever others.
      const statement = this.handle.prepare(text);
      const before = this.#totalChanges();
      const rows = statement.reader === false ? none : statement.all(...values);
      if (statement.reader === false) statement.run(...values);
      return { rows, changed: this.#totalChanges() - before };
    } catch (error) {
      throw mapError(this.path, error);
    }
  }

  /** For statements without values, several if need be. */
  exec(text: string): void {
    try {
      this.handle.exec(text);
    } catch (error) {
      throw mapError(this.path, error);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#listing.clear();
    this.handle.close();
  }

  #totalChanges(): number {
    return this.#statement('SELECT total_changes() AS changes').get()!['changes'] as number;
  }

  #statement(text: string): SqliteStatement {
    return this.#statements.get(text) ?? this.#kept(this.#statements, text, this.handle.prepare(text));
  }

  #listingStatement(text: string): SqliteStatement {
    const known = this.#listing.get(text);
    if (known !== undefined) return known;
    const statement = this.handle.prepare(text);
    if (statement.raw !== undefined) statement.raw(true);
    else statement.setReturnArrays?.(true);
    return this.#kept(this.#listing, text, statement);
  }

  #kept(statements: Map<string, SqliteStatement>, text: string, statement: SqliteStatement): SqliteStatement {
    if (statements.size >= mostStatements) statements.clear();
    statements.set(text, statement);
    return statement;
  }
}
