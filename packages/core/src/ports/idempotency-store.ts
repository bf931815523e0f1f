/** What is kept of a command that was handled under a key. */
export interface IdempotencyRecord {
  readonly key: string;
  /** Digest of the type and payload of the command. */
  readonly fingerprint: string;
  /** What it resulted in, as JSON text; undefined when it resulted in nothing. */
  readonly result: string | undefined;
  /** When it was completed, in milliseconds since the epoch. */
  readonly time: number;
}

/** Claims keys inside the transaction that does the work, so that both happen or neither. */
export interface IdempotencyWriter {
  /**
   * Claims a key. The claim ends with the transaction, unless it was completed.
   *
   * @param whenInFlight - what to do while another transaction holds the claim: wait for its end, or fail.
   * @returns undefined when the key is claimed, else what was completed under it before.
   * @throws CommandInFlight.
   */
  claim(
    key: string,
    fingerprint: string,
    whenInFlight: 'wait' | 'fail',
  ): Promise<IdempotencyRecord | undefined>;
  complete(record: IdempotencyRecord): Promise<void>;
}

/** Keeps what was completed. */
export interface IdempotencyStore {
  find(key: string): Promise<IdempotencyRecord | undefined>;
  /**
   * Removes what was completed before a moment, in a short transaction of its own; gives how many.
   *
   * @param limit - how many at most, whichever; all when absent.
   */
  forgetBefore(time: number, limit?: number): Promise<number>;
}
