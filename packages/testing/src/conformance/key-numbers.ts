/** Bytes of a text that fit into a whole number of JavaScript, with room for longer texts above. */
const most = 6;

/** Numbers that stand for texts: of texts of up to six bytes in their order, of longer ones in the order in which they came. */
export class KeyNumbers {
  readonly #texts = new Map<number, string>();
  readonly #longer = new Map<string, number>();

  of(text: string): number {
    const number = this.#numberOf(text);
    this.#texts.set(number, text);
    return number;
  }

  /** The text again; that of the number where it stands for none. */
  textOf(number: number): string {
    return this.#texts.get(number) ?? String(number);
  }

  #numberOf(text: string): number {
    const bytes = Buffer.from(text);
    if (bytes.length <= most)
      return Buffer.concat([bytes, Buffer.alloc(most - bytes.length)]).readUIntBE(0, most);
    let number = this.#longer.get(text);
    if (number === undefined) this.#longer.set(text, (number = 2 ** 50 + this.#longer.size));
    return number;
  }
}
