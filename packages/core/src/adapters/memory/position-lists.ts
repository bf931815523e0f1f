/** Words in a segment, and slots in a block at most. */
const segmentSize = 1 << 15;
const blockLimit = 1 << 12;

/**
 * Many growing lists of positions in few arrays: a list of one costs 20 bytes, one of many five bytes a position.
 *
 * Positions only ever grow within a list. A list is a chain of blocks, each a word with the address of the next one
 * and then its slots; the blocks of a list have room for 1, 2, 4, … positions. An address is the number of a segment
 * times the size of segments, plus a place in it; no block begins at 0, which means none.
 */
export class PositionLists {
  readonly #segments: Uint32Array[] = [];
  #used = 1;
  /** By list: address of its first block, address of its last one, number of positions. */
  #heads: Uint32Array = new Uint32Array(3 * 16);
  #size = 0;

  /** Begins an empty list; gives its number, counted from 0. */
  create(): number {
    const room = this.#heads.length;
    if (3 * (this.#size + 1) > room) this.#heads = grown(this.#heads, 2 * room);
    return this.#size++;
  }

  count(list: number): number {
    return this.#heads[3 * list + 2]!;
  }

  push(list: number, position: number): void {
    const head = 3 * list;
    const index = this.#heads[head + 2]!++;
    const offset = offsetOf(index);
    if (offset === 0) {
      const block = this.#newBlock(capacityAt(index));
      if (index === 0) this.#heads[head] = block;
      else this.#write(this.#heads[head + 1]!, block);
      this.#heads[head + 1] = block;
    }
    this.#write(this.#heads[head + 1]! + 1 + offset, position);
  }

  /** Index of the first position that is greater; the count when there is none. */
  indexAfter(list: number, position: number): number {
    let start = 0;
    let address = this.#heads[3 * list]!;
    const count = this.count(list);
    for (;;) {
      const next = start < count ? this.#read(address) : 0;
      if (next === 0 || this.#read(next + 1) > position) break;
      start += capacityAt(start);
      address = next;
    }
    let low = start;
    let high = start < count ? Math.min(count, start + capacityAt(start)) : start;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#read(address + 1 + middle - start) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /**
   * Walks through a list from an index on.
   *
   * @yields position after position; towards the first one when it goes backwards.
   */
  *from(list: number, index: number, backwards: boolean): Generator<number, undefined> {
    if (index < 0 || index >= this.count(list)) return;
    const blocks = [this.#heads[3 * list]!];
    let start = 0;
    while (index >= start + capacityAt(start)) {
      start += capacityAt(start);
      blocks.push(this.#read(blocks.at(-1)!));
    }
    let offset = index - start;
    if (!backwards) return yield* this.#forwards(list, blocks.at(-1)!, start, offset);
    for (let block; (block = blocks.pop()) !== undefined; offset = lastOffset(blocks.length - 1))
      for (; offset >= 0; offset--) yield this.#read(block + 1 + offset);
  }

  /** Positions from an index on, as many as are wanted and there are. Quicker than {@link PositionLists.from}. */
  slice(list: number, index: number, count: number): readonly number[] {
    const end = Math.min(index + count, this.count(list));
    const positions: number[] = [];
    let block = this.#heads[3 * list]!;
    for (let start = 0; start < end; start += capacityAt(start), block = this.#read(block)) {
      const last = Math.min(start + capacityAt(start), end);
      const segment = this.#segments[Math.floor(block / segmentSize)]!;
      // A block lies in one segment.
      const first = (block % segmentSize) + 1 - start;
      for (let at = Math.max(start, index); at < last; at++) positions.push(segment[first + at]!);
    }
    return positions;
  }

  *#forwards(list: number, first: number, start: number, offset: number): Generator<number, undefined> {
    const count = this.count(list);
    for (let block = first; start < count; block = this.#read(block), offset = 0) {
      const end = Math.min(capacityAt(start), count - start);
      for (; offset < end; offset++) yield this.#read(block + 1 + offset);
      start += capacityAt(start);
    }
  }

  #read(address: number): number {
    return this.#segments[Math.floor(address / segmentSize)]![address % segmentSize]!;
  }

  #write(address: number, word: number): void {
    this.#segments[Math.floor(address / segmentSize)]![address % segmentSize] = word;
  }

  #newBlock(capacity: number): number {
    const words = capacity + 1;
    const free = segmentSize - (this.#used % segmentSize);
    if (free < words) this.#used += free;
    const address = this.#used;
    this.#used += words;
    this.#makeRoom(Math.floor(address / segmentSize), (address % segmentSize) + words);
    return address;
  }

  #makeRoom(number: number, end: number): void {
    const segment = this.#segments[number];
    // A store of few events is small, too.
    if (segment === undefined)
      this.#segments[number] = new Uint32Array(number === 0 ? Math.max(64, end) : segmentSize);
    else if (segment.length < end)
      this.#segments[number] = grown(segment, Math.min(segmentSize, Math.max(end, 2 * segment.length)));
  }
}

/** Place of the index in its block. */
function offsetOf(index: number): number {
  return index + 1 < blockLimit ? index + 1 - capacityAt(index) : (index + 1) % blockLimit;
}

/** Room of the block that an index is in. */
function capacityAt(index: number): number {
  return index + 1 < blockLimit ? 1 << (31 - Math.clz32(index + 1)) : blockLimit;
}

function lastOffset(block: number): number {
  return (block < 12 ? 1 << block : blockLimit) - 1;
}

function grown(words: Uint32Array, length: number): Uint32Array {
  const longer = new Uint32Array(length);
  longer.set(words);
  return longer;
}
