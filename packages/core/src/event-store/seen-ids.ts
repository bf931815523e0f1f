/** Bits for each identity, and how many of them are set. */
const bitsPerId = 16;
const hashes = 4;

/**
 * Which identities were probably seen before, in two bytes each: a Bloom filter. It never misses one that was, and takes
 * one in some hundred that was not.
 */
export class SeenIds {
  readonly #words: Uint32Array;

  /** @param expected - how many there will be. */
  constructor(expected: number) {
    this.#words = new Uint32Array(Math.max(1, Math.ceil((expected * bitsPerId) / 32)));
  }

  /** Adds an identity; gives whether it was probably there. */
  add(id: string): boolean {
    const bits = this.#words.length * 32;
    let one = 0x811c9dc5;
    let other = 0x9747b28c;
    for (let index = 0; index < id.length; index++) {
      const unit = id.charCodeAt(index);
      one = Math.imul(one ^ unit, 0x01000193);
      other = Math.imul(other ^ unit, 0x5bd1e995) ^ (other >>> 13);
    }
    let wasThere = true;
    for (let number = 0; number < hashes; number++) {
      const bit = ((one >>> 0) + number * (other >>> 0)) % bits;
      const word = Math.floor(bit / 32);
      const mask = 1 << (bit % 32);
      if ((this.#words[word]! & mask) === 0) wasThere = false;
      this.#words[word]! |= mask;
    }
    return wasThere;
  }
}
