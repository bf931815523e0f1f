import { surroundings } from '../unit-of-work/current.js';

/** A state that was saved, and the event by which it is known that the stream is still the same. */
export interface CachedState {
  /** In stored form, as JSON text. */
  readonly state: string;
  readonly version: number;
  /** Identity of the event that has this version. */
  readonly lastEvent: string;
}

/**
 * Keeps the states of the aggregates that were saved last, by tenant and stream. What others wrote since is read from the store each
 * time, so a state out of here is never older than one that was built from the first event on.
 */
export class AggregateCache {
  /** The one that was used last is last. */
  readonly #states = new Map<string, CachedState>();

  /** @param size - how many states are kept at most. */
  constructor(private readonly size: number) {}

  find(stream: string): CachedState | undefined {
    const key = keyOf(stream);
    const state = this.#states.get(key);
    if (state === undefined) return undefined;
    this.#states.delete(key);
    this.#states.set(key, state);
    return state;
  }

  keep(stream: string, state: CachedState): void {
    const key = keyOf(stream);
    this.#states.delete(key);
    this.#states.set(key, state);
    if (this.#states.size <= this.size) return;
    for (const oldest of this.#states.keys()) {
      this.#states.delete(oldest);
      return;
    }
  }

  forget(stream: string): void {
    this.#states.delete(keyOf(stream));
  }
}

/** Streams of tenants are called alike. */
function keyOf(stream: string): string {
  const { tenant = '' } = surroundings();
  return `${tenant.length} ${tenant}${stream}`;
}
