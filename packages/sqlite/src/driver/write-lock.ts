/**
 * Who may write: one at a time, in the order of asking. SQLite has a lock of its own, which is for other processes; waiting
 * for it within the process would stop everybody, its holder too.
 */
export class WriteLock {
  #last: Promise<void> = Promise.resolve();

  /** Waits until it is one's turn; gives what ends it, which may be called more than once. */
  async take(): Promise<() => void> {
    const before = this.#last;
    let end!: () => void;
    this.#last = new Promise((resolve) => {
      end = resolve;
    });
    await before;
    return end;
  }
}
