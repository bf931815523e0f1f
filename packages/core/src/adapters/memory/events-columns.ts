import type { NewEvent } from '../../ports/event-store.js';

/** Events in a chunk. */
const chunkSize = 1024;

/** A chunk: what is a number lies in arrays of numbers, what is a text in one array. */
interface Chunk {
  /** Four words for each event: numbers of its stream and its type, its version, and where its tags begin. */
  readonly words: Uint32Array;
  readonly times: Float64Array;
  /** Three texts for each event: identity, data, metadata. Undefined once the event cannot be read any more. */
  readonly texts: (string | undefined)[];
}

/** Numbers that stand for what an event has in common with others. */
export interface EventNumbers {
  readonly stream: number;
  readonly type: number;
  readonly version: number;
  readonly tags: readonly number[];
}

/** One event as it is kept. */
export interface KeptEvent extends Pick<NewEvent, 'id' | 'time' | 'data' | 'metadata'> {
  /** Number of its stream. */
  readonly stream: number;
  /** Number of its type. */
  readonly type: number;
  readonly version: number;
  readonly hasTags: boolean;
}

/** The events by position, in columns: little more than their texts. */
export class EventColumns {
  readonly #chunks: Chunk[] = [];
  /** For each list of tags its length, then their numbers; the empty one is at 0. */
  #tags = new Uint32Array(64);
  #tagsEnd = 1;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds an event; its position is the count afterwards. */
  push(event: NewEvent, numbers: EventNumbers): void {
    const place = this.#count % chunkSize;
    if (place === 0) this.#chunks.push(newChunk());
    const { words, times, texts } = this.#chunks.at(-1)!;
    words[4 * place] = numbers.stream;
    words[4 * place + 1] = numbers.type;
    words[4 * place + 2] = numbers.version;
    words[4 * place + 3] = this.#keepTags(numbers.tags);
    times[place] = event.time;
    texts[3 * place] = event.id;
    texts[3 * place + 1] = event.data;
    texts[3 * place + 2] = event.metadata;
    this.#count++;
  }

  /** What was added as an event; undefined when it was dropped. */
  at(position: number): KeptEvent | undefined {
    const { words, times, texts } = this.#chunkOf(position);
    const place = (position - 1) % chunkSize;
    const data = texts[3 * place + 1];
    if (data === undefined) return undefined;
    return {
      id: texts[3 * place]!,
      time: times[place]!,
      data,
      metadata: texts[3 * place + 2]!,
      stream: words[4 * place]!,
      type: words[4 * place + 1]!,
      version: words[4 * place + 2]!,
      hasTags: words[4 * place + 3] !== 0,
    };
  }

  streamAt(position: number): number {
    return this.#word(position, 0);
  }

  typeAt(position: number): number {
    return this.#word(position, 1);
  }

  /** Identity, data or metadata; undefined when the event was dropped. */
  textAt(position: number, which: 0 | 1 | 2): string | undefined {
    return this.#chunkOf(position).texts[3 * ((position - 1) % chunkSize) + which];
  }

  /** Numbers of the tags, a view that must not be kept. */
  tagsAt(position: number): Uint32Array {
    const start = this.#word(position, 3);
    return this.#tags.subarray(start + 1, start + 1 + this.#tags[start]!);
  }

  hasTag(position: number, tag: number): boolean {
    const start = this.#word(position, 3);
    const end = start + this.#tags[start]!;
    for (let at = start + 1; at <= end; at++) if (this.#tags[at] === tag) return true;
    return false;
  }

  /** Lets go of the texts of an event, which cannot be read any more. */
  drop(position: number): void {
    const start = 3 * ((position - 1) % chunkSize);
    this.#chunkOf(position).texts.fill(undefined, start, start + 3);
  }

  #word(position: number, which: number): number {
    return this.#chunkOf(position).words[4 * ((position - 1) % chunkSize) + which]!;
  }

  #chunkOf(position: number): Chunk {
    return this.#chunks[Math.floor((position - 1) / chunkSize)]!;
  }

  #keepTags(tags: readonly number[]): number {
    if (tags.length === 0) return 0;
    const start = this.#tagsEnd;
    const end = start + 1 + tags.length;
    if (end > this.#tags.length) {
      const longer = new Uint32Array(Math.max(end, 2 * this.#tags.length));
      longer.set(this.#tags);
      this.#tags = longer;
    }
    this.#tags[start] = tags.length;
    this.#tags.set(tags, start + 1);
    this.#tagsEnd = end;
    return start;
  }
}

function newChunk(): Chunk {
  return {
    words: new Uint32Array(4 * chunkSize),
    times: new Float64Array(chunkSize),
    texts: Array.from({ length: 3 * chunkSize }, () => undefined),
  };
}
