/**
 * How many transactions may hold connections of a pool at once: one less than there are. The last one is for single statements,
 * which transactions wait for as well: were all connections held, each would wait for another to end.
 */
export class TurnLimit {
  #free: number;
  readonly #waiting = new Set<(hasOne: boolean) => void>();

  /** @param poolSize - a pool of one gives it to a transaction all the same. */
  constructor(poolSize: number) {
    this.#free = Math.max(1, poolSize - 1);
  }

  get isAnyFree(): boolean {
    return this.#free > 0;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for a turn, in the order of asking. It has to be given back.
   *
   * @param patience - milliseconds.
   * @returns whether it is there; false when it took too long.
   */
  async take(patience: number): Promise<boolean> {
    if (this.#free > 0) {
      this.#free -= 1;
      return true;
    }
    return await new Promise((resolve) => {
      const settle = (hasOne: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(settle);
        resolve(hasOne);
      };
      const timer = setTimeout(() => settle(false), patience);
      this.#waiting.add(settle);
    });
  }

  giveBack(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#free += 1;
    else next(true);
  }
}
