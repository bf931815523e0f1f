/** What is going on, so that one can wait for its end. */
export class Work {
  readonly #promises = new Set<Promise<unknown>>();

  /** Counts a promise as work until it is settled; gives it back. */
  track<Result>(promise: Promise<Result>): Promise<Result> {
    this.#promises.add(promise);
    promise.then(
      () => this.#promises.delete(promise),
      () => this.#promises.delete(promise),
    );
    return promise;
  }

  /** Ends when nothing is going on, whatever became of it. */
  async settled(): Promise<void> {
    while (this.#promises.size > 0) await Promise.allSettled(this.#promises);
  }
}
