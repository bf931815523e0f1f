/** Texts that are told from others at most; those of queries that people write have no end. */
const most = 256;

/** Names of the statements that connections keep prepared: those that were asked for more than once. */
export class StatementNames {
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();

  /** @returns undefined for a statement that is prepared each time. */
  nameOf(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined || this.#names.size >= most) return name;
    if (!this.#seenOnce.delete(text)) {
      if (this.#seenOnce.size >= most) this.#seenOnce.clear();
      this.#seenOnce.add(text);
      return undefined;
    }
    const given = `domainry_${this.#names.size}`;
    this.#names.set(text, given);
    return given;
  }
}
