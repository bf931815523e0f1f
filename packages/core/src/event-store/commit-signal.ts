/**
 * Tells who waits in this process that something was committed. It is a hint: what was committed elsewhere, or before
 * somebody listened, has to be found by reading.
 */
export class CommitSignal {
  readonly #listeners = new Set<(position: number) => void>();
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

  /**
   * Waits until a position is announced.
   *
   * @returns the position that was announced; undefined when the signal ended the wait.
   */
  reached(position: number, signal?: AbortSignal): Promise<number | undefined> {
    if (this.#latest >= position) return Promise.resolve(this.#latest);
    if (signal?.aborted === true) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const end = (reached: number | undefined): void => {
        unsubscribe();
        signal?.removeEventListener('abort', abort);
        resolve(reached);
      };
      const abort = (): void => end(undefined);
      const unsubscribe = this.subscribe((latest) => {
        if (latest >= position) end(latest);
      });
      signal?.addEventListener('abort', abort);
    });
  }
}
