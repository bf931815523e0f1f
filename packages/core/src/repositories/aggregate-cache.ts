/** A state that was saved, and the event by which it is known that the stream is still the same. */
export interface CachedState {
  /** In stored form, as JSON text. */
  readonly state: string;
  readonly version: number;
  /** Identity of the event that has this version. */
  readonly lastEvent: string;
}

/**
 * Keeps the states of the aggregates that were saved last, by stream. What others wrote since is read from the store each
 * time, so a state out of here is never older than one that was built from the first event on.
 */
export class AggregateCache {
  /** The one that was used last is last. */
  readonly #states = new Map<string, CachedState>();

  /** @param size - how many states are kept at most. */
  constructor(private readonly size: number) {}

  find(stream: string): CachedState | undefined {
    const state = this.#states.get(stream);
    if (state === undefined) return undefined;
    this.#states.delete(stream);
    this.#states.set(stream, state);
    return state;
  }

  keep(stream: string, state: CachedState): void {
    this.#states.delete(stream);
    this.#states.set(stream, state);
    if (this.#states.size <= this.size) return;
    for (const oldest of this.#states.keys()) {
      this.#states.delete(oldest);
      return;
    }
  }

  forget(stream: string): void {
    this.#states.delete(stream);
  }
}
