/** That a domain is being closed. Like a signal, but any number may listen: everything that is being handled does. */
export class Shutdown {
  readonly #listeners = new Set<() => void>();
  #isBegun = false;

  get isBegun(): boolean {
    return this.#isBegun;
  }

  /** What aborted signals give as their reason. */
  readonly reason: Error = new Error('The domain is being closed.');

  begin(): void {
    this.#isBegun = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  add(listener: () => void): void {
    this.#listeners.add(listener);
  }

  remove(listener: () => void): void {
    this.#listeners.delete(listener);
  }
}
