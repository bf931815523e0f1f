import type { JsonValue } from '../errors/violation.js';

/**
 * Keeps values that can be made again, for a while. Losing one, at any time, is no error: whoever asks has to be able to
 * do without.
 */
export interface Cache {
  /** The value under a key; undefined when there is none, or its time is over. It is frozen, or the caller's own. */
  get(key: string): Promise<JsonValue | undefined>;
  /**
   * Keeps a value under a key, in place of the one that is there.
   *
   * @param timeToLive - milliseconds after which it is gone; without it, the value stays until it is deleted or pushed out.
   * @throws DomainryError NOT_STORABLE when JSON cannot hold the value; CACHE_OPTION when the time is not above 0.
   */
  set(key: string, value: JsonValue, timeToLive?: number): Promise<void>;
  /** Whether there was a value. */
  delete(key: string): Promise<boolean>;
  /** Removes all values whose keys begin so; gives how many. */
  deleteByPrefix(prefix: string): Promise<number>;
  /** Removes everything in its namespace. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

/** What a cache is told when it is opened. */
export interface CacheModel {
  /** What keys are kept apart by where several domains share one cache: the name of the domain. */
  readonly namespace: string;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
}

/** Opens a cache. */
export interface CacheAdapter {
  /** Name of the adapter: `memory`. */
  readonly name: string;
  open(model: CacheModel): Promise<Cache>;
}
