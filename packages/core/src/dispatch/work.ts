/** What is going on, so that one can wait for its end. */
export class Work {
  #count = 0;
  #waiting: (() => void)[] = [];

  /** Runs a function; what it does counts as going on until it is done. */
  async during<Result>(act: () => Promise<Result>): Promise<Result> {
    this.#count += 1;
    try {
      return await act();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  /** Ends when nothing is going on, whatever became of it. */
  async settled(): Promise<void> {
    while (this.#count > 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }
}
