import type { SqlSession } from '@domainry/sql';

/** What a call of the server came to. */
interface Sequenced {
  /** How many events got positions by it. */
  readonly moved: number;
  /** Positions of the events that were asked for, by their numbers, as far as they have one. */
  readonly positions: Readonly<Record<string, number>>;
}

/**
 * Gives positions to what was committed; see `schema/sequence-function.ts`. Each call is one statement in a transaction of its
 * own: a process that stops in the middle holds nothing. All who wait in this process share the next call.
 */
export class Sequencer {
  #running: Promise<Sequenced> | undefined;
  #next: Promise<Sequenced> | undefined;
  /** Numbers of events whose positions the next call is to tell. */
  #asked: number[] = [];

  constructor(private readonly pool: SqlSession) {}

  /** Has everything sequenced that was committed before the call, unless another process is at it; gives how much that was. */
  async run(): Promise<number> {
    return (await this.#shared()).moved;
  }

  /**
   * Position of an event that was committed.
   *
   * @param number - that it was written under.
   * @returns undefined when it has none after so many milliseconds, or the server cannot be asked.
   */
  async positionOf(number: number, patience = 5_000): Promise<number | undefined> {
    const until = performance.now() + patience;
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      try {
        this.#asked.push(number);
        const position = (await this.#shared()).positions[number];
        if (position !== undefined) return position;
      } catch {
        // The commit is done; whoever reads the feed next has it sequenced.
        return undefined;
      }
      if (performance.now() >= until) return undefined;
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
    }
  }

  #shared(): Promise<Sequenced> {
    if (this.#running === undefined) return (this.#running = this.#call());
    // What is running may have looked already.
    this.#next ??= this.#running.then(ignored, ignored).then(() => {
      this.#next = undefined;
      return (this.#running = this.#call());
    });
    return this.#next;
  }

  async #call(): Promise<Sequenced> {
    try {
      const asked = `{${this.#asked.splice(0).join(',')}}`;
      const [row] = await this.pool.all('SELECT domainry_sequence_for($1::bigint[]) AS answer', [asked]);
      return JSON.parse(row!['answer'] as string) as Sequenced;
    } finally {
      this.#running = undefined;
    }
  }
}

function ignored(): void {}
