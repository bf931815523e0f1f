/** A store with ledgers as every subject offers it: each has a stream of events of its own. */
export interface LedgersLike {
  /** Stores a ledger with so many deposits of one. */
  fill(id: string, deposits: number): Promise<void>;
  /** Builds a ledger from its events, and gives its balance. */
  load(id: string): Promise<number> | number;
}
