import { DomainryError } from '../../errors/domainry-error.js';
import type { JsonValue } from '../../errors/violation.js';
import type { Cache, CacheAdapter, CacheModel } from '../../ports/cache.js';
import { storedCopy } from './stored-copy.js';

/** Options of {@link memoryCache}. */
export interface MemoryCacheOptions {
  /** How many values are kept at most; the one that was used longest ago makes room. 10,000 when absent. */
  readonly capacity?: number;
}

interface Entry {
  readonly value: JsonValue;
  /** Milliseconds since the epoch; Infinity for a value that stays. */
  readonly until: number;
}

/**
 * A cache in the memory of the process. All that one adapter opens share it, each with keys of its own namespace.
 *
 * @example
 * ```ts fragment
 * const cache = await memoryCache({ capacity: 500 }).open({ namespace: 'Banking', now: Date.now });
 * await cache.set('rates/EUR', { USD: 1.08 }, 60_000);
 * await cache.deleteByPrefix('rates/');
 * ```
 */
export function memoryCache(options: MemoryCacheOptions = {}): CacheAdapter {
  const { capacity = 10_000 } = options;
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new DomainryError(
      'CACHE_OPTION',
      `The capacity of a cache is ${String(capacity)}. Give a whole number above 0.`,
      { details: { option: 'capacity' } },
    );
  }
  const entries = new Map<string, Entry>();
  return { name: 'memory', open: async (model) => new MemoryCache(entries, capacity, model) };
}

class MemoryCache implements Cache {
  readonly #prefix: string;
  #isOpen = true;

  constructor(
    /** Of all namespaces, in the order of their last use. */
    private readonly entries: Map<string, Entry>,
    private readonly capacity: number,
    private readonly model: CacheModel,
  ) {
    // The length keeps one namespace from being the beginning of another.
    this.#prefix = `${model.namespace.length}:${model.namespace}:`;
  }

  async get(key: string): Promise<JsonValue | undefined> {
    const place = this.#place(key);
    const entry = this.entries.get(place);
    if (entry === undefined) return undefined;
    this.entries.delete(place);
    if (entry.until <= this.model.now()) return undefined;
    this.entries.set(place, entry);
    return entry.value;
  }

  async set(key: string, value: JsonValue, timeToLive = Number.POSITIVE_INFINITY): Promise<void> {
    const place = this.#place(key);
    if (typeof timeToLive !== 'number' || !(timeToLive > 0)) {
      throw new DomainryError(
        'CACHE_OPTION',
        `The time to live of ${key} is ${String(timeToLive)}. Give milliseconds above 0, or leave it out.`,
        { details: { option: 'timeToLive', key } },
      );
    }
    const entry = { value: storedCopy(key, value), until: this.model.now() + timeToLive };
    this.entries.delete(place);
    this.entries.set(place, entry);
    if (this.entries.size > this.capacity) this.#makeRoom();
  }

  async delete(key: string): Promise<boolean> {
    const place = this.#place(key);
    const entry = this.entries.get(place);
    this.entries.delete(place);
    return entry !== undefined && entry.until > this.model.now();
  }

  async deleteByPrefix(prefix: string): Promise<number> {
    const beginning = this.#place(prefix);
    const now = this.model.now();
    let deleted = 0;
    for (const [place, { until }] of this.entries) {
      if (!place.startsWith(beginning)) continue;
      this.entries.delete(place);
      if (until > now) deleted++;
    }
    return deleted;
  }

  async clear(): Promise<void> {
    await this.deleteByPrefix('');
  }

  async close(): Promise<void> {
    this.#isOpen = false;
  }

  #place(key: string): string {
    if (this.#isOpen) return `${this.#prefix}${key}`;
    throw new DomainryError(
      'DATABASE_CLOSED',
      'The memory cache was closed. Open it again, or close it when nothing uses it any more.',
    );
  }

  /** The value that was used longest ago goes. */
  #makeRoom(): void {
    const [oldest] = this.entries.keys();
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}
