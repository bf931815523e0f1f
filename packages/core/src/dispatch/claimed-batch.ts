import type { ClaimedEntry, Outbox } from '../ports/outbox.js';

/** Entries of an outbox that are in the hands of this process, which says in time that it still has them. */
export class ClaimedBatch {
  readonly #held: Map<number, ClaimedEntry>;
  readonly #timer: ReturnType<typeof setInterval>;

  private constructor(
    private readonly outbox: Outbox,
    private readonly leaseMs: number,
    entries: readonly ClaimedEntry[],
  ) {
    this.#held = new Map(entries.map((entry) => [entry.position, entry]));
    this.#timer = setInterval(() => void this.#renew(), Math.max(leaseMs / 3, 1));
    this.#timer.unref();
  }

  /** Undefined when there is nothing to be claimed. */
  static async claim(
    outbox: Outbox,
    destination: string,
    claim: { readonly owner: string; readonly limit: number; readonly leaseMs: number },
  ): Promise<ClaimedBatch | undefined> {
    const entries = await outbox.claim(destination, claim);
    return entries.length === 0 ? undefined : new ClaimedBatch(outbox, claim.leaseMs, entries);
  }

  /** The first of those that are still held, and not over. */
  get first(): ClaimedEntry | undefined {
    return this.#held.values().next().value;
  }

  /** An entry was told to the outbox as done or failed. */
  isOver({ position }: ClaimedEntry): void {
    this.#held.delete(position);
  }

  /** Gives back what was not handled. */
  async end(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#held.size > 0) await this.outbox.release([...this.#held.values()]);
  }

  async #renew(): Promise<void> {
    try {
      const lost = await this.outbox.renew([...this.#held.values()], this.leaseMs);
      for (const position of lost) this.#held.delete(position);
    } catch {
      // Where the database cannot be reached others cannot claim them either; else they will.
    }
  }
}
