/** Runs statements in the language of a database, inside a transaction of it. */
export interface RawStatements {
  /** Which language: `sqlite`, `postgres`. */
  readonly language: string;
  /**
   * Runs one statement. It sees what the transaction wrote, and is committed or undone with it.
   *
   * @param values - bound by position.
   * @throws DomainryError RAW_REFUSED for what would begin or end a transaction; TRANSACTION_ENDED.
   */
  run(text: string, values: readonly unknown[]): Promise<RawResult>;
}

/** What a statement came to. */
export interface RawResult {
  /** Rows by names of columns; none when the statement gives none. */
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** How many rows were changed; undefined when the statement changes none. */
  readonly changed: number | undefined;
}
