import { DomainryError } from '../errors/domainry-error.js';
import type { RetryOptions } from '../elements/handling-options.js';

/** When handling is tried again, and after how long. */
export class RetryPolicy {
  readonly attempts: number;
  readonly #delay: number;
  readonly #maxDelay: number;
  readonly #on: RetryOptions['on'] | undefined;

  /**
   * @param options - those of the handler before those of its class before those of the domain.
   * @param fallback - which errors beside conflicts count when no options say so: none, or all.
   */
  constructor(
    options: readonly (RetryOptions | undefined)[],
    private readonly fallback: 'none' | 'all',
  ) {
    const said = <Key extends keyof RetryOptions>(key: Key): RetryOptions[Key] | undefined =>
      options.find((each) => each?.[key] !== undefined)?.[key];
    this.attempts = said('attempts') ?? 4;
    this.#delay = said('delay') ?? 20;
    this.#maxDelay = said('maxDelay') ?? 1000;
    this.#on = said('on');
  }

  /** Whether an error is one of those after which another try may succeed. */
  isTransient(error: unknown): boolean {
    if (isConflict(error)) return true;
    // Who swallowed it did not undo it: the unit failed for the reason that its part failed for.
    if (DomainryError.is(error, 'UNIT_DOOMED') && this.isTransient(error.cause)) return true;
    const on = this.#on;
    if (on === undefined) return this.fallback === 'all';
    if (typeof on === 'function') return on(error);
    return on.some((kind) =>
      typeof kind === 'string' ? DomainryError.is(error, kind) : error instanceof kind,
    );
  }

  /**
   * Milliseconds between a try that failed and the next: a random part, half at least, of what doubles from try to try.
   *
   * @param attempt - 1-based number of the one that failed.
   */
  delayAfter(attempt: number): number {
    const longest = Math.min(this.#delay * 2 ** (attempt - 1), this.#maxDelay);
    return longest / 2 + (Math.random() * longest) / 2;
  }
}

/** Whether an error says that someone else was faster. */
function isConflict(error: unknown): boolean {
  return DomainryError.is(error, 'VERSION_CONFLICT') || DomainryError.is(error, 'BOUNDARY_CONFLICT');
}
