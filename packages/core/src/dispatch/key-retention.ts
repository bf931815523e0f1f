import type { Database } from '../ports/database.js';
import type { DispatchOptions } from './dispatch-options.js';
import type { Logger } from './logger.js';
import type { Shutdown } from './shutdown.js';
import type { Work } from './work.js';

/** What keys are forgotten with. */
interface RetentionHost {
  readonly options: DispatchOptions;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  readonly logger: Logger;
  readonly shutdown: Shutdown;
  readonly work: Work;
}

/** Milliseconds for which keys are remembered, where nothing is said: seven days. */
const defaultRetention: number = 7 * 24 * 60 * 60 * 1000;
/** Milliseconds between two looks, at most. */
const longestInterval = 60 * 60 * 1000;
/** How many are forgotten at a time. */
const batch = 1000;

/**
 * Forgets under which keys something was handled long ago: now and then, when something else was, and a bounded number at a
 * time. Nobody waits for it. A process that lives for one command only takes its part as well.
 */
export class KeyRetention {
  readonly #retention: number;
  readonly #interval: number;
  /** When to look next, by the clock of the domain. */
  readonly #due = new Map<Database, number>();

  constructor(private readonly host: RetentionHost) {
    this.#retention = host.options.idempotencyRetention ?? defaultRetention;
    this.#interval = Math.min(this.#retention / 10, longestInterval);
  }

  /** Something was handled under a key, and is durable. */
  remembered(database: Database): void {
    const { now, shutdown, work } = this.host;
    const time = now();
    if (this.#retention === Infinity || shutdown.isBegun || time < (this.#due.get(database) ?? -Infinity))
      return;
    this.#due.set(database, time + this.#interval);
    void work.during(() => this.#forget(database, time - this.#retention));
  }

  async #forget(database: Database, before: number): Promise<void> {
    try {
      const forgotten = await database.idempotency.forgetBefore(before, batch);
      // There may be more of them: the next key that is remembered goes on.
      if (forgotten === batch) this.#due.delete(database);
    } catch (error) {
      this.host.logger.warn('Old idempotency keys could not be forgotten. They are with the next look.', {
        error,
      });
    }
  }
}
