import { PositionLists } from './position-lists.js';

/** Names that events have in common, such as types or tags: each is kept once, with the positions of its events. */
export class EventNames {
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly positions: PositionLists = new PositionLists();

  get size(): number {
    return this.#names.length;
  }

  /** 0-based number of a name, which is also that of its list of positions; undefined for one nobody has. */
  find(name: string): number | undefined {
    return this.#numbers.get(name);
  }

  /** Number of a name, which is added if it is new. */
  add(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const number = this.positions.create();
    this.#names.push(name);
    this.#numbers.set(name, number);
    return number;
  }

  at(number: number): string {
    return this.#names[number]!;
  }
}
