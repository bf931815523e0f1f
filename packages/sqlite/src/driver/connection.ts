import { tenantMissing } from '@domainry/core/ports';
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
  /** Makes a function that statements may call. */
  function(name: string, options: { readonly deterministic: boolean }, call: () => SqliteValue): unknown;
  exec(text: string): unknown;
  close(): void;
}

/** Statements that a connection keeps compiled; those of queries differ without end. */
const mostStatements = 500;

/** Statements that may be about no row. */
const changing = /^\s*(?:update|delete)\b/i;

const none: readonly SqliteRow[] = [];

/** Statements that a connection has compiled, by their texts. */
interface CompiledStatements {
  readonly plain: Map<string, SqliteStatement>;
  /** Those that give lists. */
  readonly listing: Map<string, SqliteStatement>;
}

/** Whom statements are for, while they run. */
interface Standpoint {
  tenant: string | undefined;
}

/** One connection to a file, which compiles each statement once. Errors about the file are told as ours. */
export class SqliteConnection {
  constructor(
    private readonly path: string,
    private readonly handle: SqliteHandle,
    private readonly compiled: CompiledStatements = { plain: new Map(), listing: new Map() },
    private readonly standpoint?: Standpoint,
    private readonly tenant?: string,
  ) {}

  /** The same connection, where each statement can ask by `domainry_tenant()` whom it is for. For nobody, that throws. */
  withTenants(): SqliteConnection {
    const standpoint: Standpoint = { tenant: undefined };
    this.handle.function('domainry_tenant', { deterministic: true }, () => {
      if (standpoint.tenant === undefined) throw tenantMissing(this.path);
      return standpoint.tenant;
    });
    return new SqliteConnection(this.path, this.handle, this.compiled, standpoint);
  }

  /** The same connection, whose statements are for one tenant. Whoever has it, all of them use what is compiled. */
  forTenant(tenant: string): SqliteConnection {
    return new SqliteConnection(this.path, this.handle, this.compiled, this.standpoint, tenant);
  }

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
      // Of a view, SQLite does not count what is changed.
      if (this.tenant !== undefined && changing.test(text))
        return this.#statement(`${text} RETURNING 1`).all(...values).length;
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
      this.#stand();
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
      this.#stand();
      this.handle.exec(text);
    } catch (error) {
      throw mapError(this.path, error);
    }
  }

  close(): void {
    this.compiled.plain.clear();
    this.compiled.listing.clear();
    this.handle.close();
  }

  #totalChanges(): number {
    return this.#statement('SELECT total_changes() AS changes').get()!['changes'] as number;
  }

  #statement(text: string): SqliteStatement {
    this.#stand();
    const { plain } = this.compiled;
    return plain.get(text) ?? this.#kept(plain, text, this.handle.prepare(text));
  }

  #listingStatement(text: string): SqliteStatement {
    this.#stand();
    const { listing } = this.compiled;
    const known = listing.get(text);
    if (known !== undefined) return known;
    const statement = this.handle.prepare(text);
    if (statement.raw !== undefined) statement.raw(true);
    else statement.setReturnArrays?.(true);
    return this.#kept(listing, text, statement);
  }

  /** Everything is synchronous: whom a statement is for stays so until it has been run. */
  #stand(): void {
    if (this.standpoint !== undefined) this.standpoint.tenant = this.tenant;
  }

  #kept(statements: Map<string, SqliteStatement>, text: string, statement: SqliteStatement): SqliteStatement {
    if (statements.size >= mostStatements) statements.clear();
    statements.set(text, statement);
    return statement;
  }
}
