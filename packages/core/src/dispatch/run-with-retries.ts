import type { Limits } from './limits.js';
import type { Logger } from './logger.js';
import type { RetryPolicy } from './retry-policy.js';

/** What trying again depends on, beside the policy. */
export interface RetryConditions {
  readonly limits: Limits;
  readonly logger: Logger;
  /** Whether something became durable: it is never tried again, whatever failed after that. */
  readonly isDurable: () => boolean;
}

/** What a number of tries came to. */
export type Tried<Result> =
  | { readonly succeeded: true; readonly attempts: number; readonly result: Result }
  | { readonly succeeded: false; readonly attempts: number; readonly error: unknown };

/**
 * Tries something until it succeeds, fails in a way that another try does not mend, or time is up.
 *
 * @param act - takes the 1-based number of the try, and leaves nothing when it fails before something is durable.
 */
export async function runWithRetries<Result>(
  policy: RetryPolicy,
  { limits, logger, isDurable }: RetryConditions,
  act: (attempt: number) => Promise<Result>,
): Promise<Tried<Result>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return { succeeded: true, attempts: attempt, result: await act(attempt) };
    } catch (error) {
      const failed = { succeeded: false, attempts: attempt, error } as const;
      if (isDurable() || attempt >= policy.attempts || !policy.isTransient(error)) return failed;
      const delay = policy.delayAfter(attempt);
      if (delay >= limits.timeLeft || !(await pause(delay, limits.signal))) return failed;
      logger.debug('It failed and is tried again.', { attempt, error });
    }
  }
}

/** Waits; false when a signal cut the wait short. */
function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(!signal.aborted);
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
