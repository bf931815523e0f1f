/**
 * Tells who waits in this process that something was committed. It is a hint: what was committed elsewhere, or before
 * somebody listened, has to be found by reading.
 */
export class CommitSignal {
  readonly #listeners = new Set<(position: number) => void>();
  readonly #end = new AbortController();
  #latest = 0;

  /** Greatest position that was announced; 0 before the first. */
  get latest(): number {
    return this.#latest;
  }

  /** Says that everything up to a position is committed. A listener that throws keeps the others from nothing. */
  announce(position: number): void {
    if (position <= this.#latest) return;
    this.#latest = position;
    for (const listener of this.#listeners) {
      try {
        listener(position);
      } catch (error) {
        // Nobody here can answer for it; as an unhandled rejection it is at least seen.
        void Promise.reject(error);
      }
    }
  }

  /** Calls a function at each announcement, before the announcer goes on; gives what ends that. */
  subscribe(listener: (position: number) => void): () => void {
    const own = (position: number): void => listener(position);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  /** Whether nothing will be announced any more. */
  get isOver(): boolean {
    return this.#end.signal.aborted;
  }

  /** Says that nothing will be announced any more: whoever waits, waits no longer. */
  end(): void {
    this.#end.abort();
  }

  /**
   * Waits until a position is announced.
   *
   * @param atMost - milliseconds after which it waits no longer; as long as it takes when absent.
   * @returns the position that was announced; undefined when the signal, the time or the end of all ended the wait.
   */
  reached(position: number, signal?: AbortSignal, atMost?: number): Promise<number | undefined> {
    if (this.#latest >= position) return Promise.resolve(this.#latest);
    if (signal?.aborted === true || this.isOver) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const finish = (reached: number | undefined): void => {
        unsubscribe();
        clearTimeout(timer);
        for (const each of signals) each.removeEventListener('abort', giveUp);
        resolve(reached);
      };
      const giveUp = (): void => finish(undefined);
      const signals = signal === undefined ? [this.#end.signal] : [signal, this.#end.signal];
      for (const each of signals) each.addEventListener('abort', giveUp);
      const unsubscribe = this.subscribe((latest) => {
        if (latest >= position) finish(latest);
      });
      const timer = atMost === undefined ? undefined : setTimeout(giveUp, atMost);
    });
  }
}
