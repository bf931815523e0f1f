import type { ConnectionPool } from '../connection/connection-pool.js';
import { textArray } from './binary-arrays.js';

/** What a call of the server came to. */
interface Sequenced {
  /** How many events got positions by it. */
  readonly moved: number;
  /** Positions of the events that were asked for, by their identities, as far as they have one. */
  readonly positions: Readonly<Record<string, number>>;
}

/**
 * Gives positions to what was committed; see `schema/sequence-function.ts`. Each call is one statement in a transaction of its
 * own: a process that stops in the middle holds nothing. All who wait in this process share the next call.
 */
export class Sequencer {
  #running: Promise<Sequenced> | undefined;
  #next: Promise<Sequenced> | undefined;
  /** Events whose positions the next call is to tell. */
  #asked: string[] = [];

  constructor(private readonly pool: Pick<ConnectionPool, 'allBeside'>) {}

  /** Has everything sequenced that was committed before the call, unless another process is at it; gives how much that was. */
  async run(): Promise<number> {
    return (await this.#shared()).moved;
  }

  /**
   * Position of an event that was committed.
   *
   * @param id - of the event.
   * @returns undefined when it has none after so many milliseconds, or the server cannot be asked.
   */
  async positionOf(id: string, patience = 5_000): Promise<number | undefined> {
    const until = performance.now() + patience;
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      try {
        this.#asked.push(id);
        const position = (await this.#shared()).positions[id];
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
      const asked = textArray(this.#asked.splice(0));
      const [row] = await this.pool.allBeside('SELECT domainry_sequence_for($1::text[]) AS answer', [asked]);
      return JSON.parse(row!['answer'] as string) as Sequenced;
    } finally {
      this.#running = undefined;
    }
  }
}

function ignored(): void {}
