import { commandInFlight } from '@domainry/core/ports';

/** Who in this process holds the claims on idempotency keys. */
export class KeyClaims {
  readonly #holders = new Map<string, KeyClaimer>();

  /** For one transaction. */
  begin(): KeyClaimer {
    return new KeyClaimer(this.#holders);
  }

  /** Ends the claims of all transactions: they will never be completed. */
  releaseAll(): void {
    for (const claimer of new Set(this.#holders.values())) claimer.release();
  }
}

/** The claims of one transaction. Who waits for one of them waits until the transaction ends. */
export class KeyClaimer {
  readonly #held = new Set<string>();
  /** The transaction whose end this one waits for. */
  #waitsFor: KeyClaimer | undefined;
  #wake: (() => void)[] = [];

  constructor(private readonly holders: Map<string, KeyClaimer>) {}

  /** Whether this transaction holds it. */
  holds(key: string): boolean {
    return this.#held.has(key);
  }

  /** Whether anybody holds it, this transaction included. */
  isHeld(key: string): boolean {
    return this.holders.has(key);
  }

  /** Takes a key that nobody holds. */
  hold(key: string): void {
    this.holders.set(key, this);
    this.#held.add(key);
  }

  /**
   * Waits until who holds a key has ended. Afterwards somebody else may hold it.
   *
   * @throws DomainryError COMMAND_IN_FLIGHT when it is not to be waited for, and where one would wait for oneself, directly or
   *   by way of others: that is for ever.
   */
  async waitFor(key: string, whenInFlight: 'wait' | 'fail'): Promise<void> {
    const holder = this.holders.get(key);
    if (holder === undefined) return;
    if (whenInFlight === 'fail' || holder.#isWaitingFor(this)) throw commandInFlight(key);
    this.#waitsFor = holder;
    await new Promise<void>((resolve) => holder.#wake.push(resolve));
    this.#waitsFor = undefined;
  }

  /** Gives up one key. */
  free(key: string): void {
    if (this.#held.delete(key)) this.holders.delete(key);
    this.#wakeAll();
  }

  /** Gives up all keys. It may be called more than once. */
  release(): void {
    for (const key of this.#held) this.holders.delete(key);
    this.#held.clear();
    this.#wakeAll();
  }

  #wakeAll(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #isWaitingFor(other: KeyClaimer): boolean {
    // oxlint-disable-next-line typescript/no-this-alias -- the walk along who waits for whom begins here
    let claimer: KeyClaimer | undefined = this;
    while (claimer !== undefined && claimer !== other) claimer = claimer.#waitsFor;
    return claimer === other;
  }
}
