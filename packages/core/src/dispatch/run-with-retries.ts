import { runNewUnit, type UnitRunner } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Limits } from './limits.js';
import type { Logger } from './logger.js';
import type { RetryPolicy } from './retry-policy.js';

/** The tries of one message so far. */
export class Tries {
  attempts: number;
  #unit: UnitOfWork | undefined;

  /** @param before - how many there were before, elsewhere. */
  constructor(before = 0) {
    this.attempts = before;
  }

  /** Whether something became durable: it is never tried again, whatever failed after that. */
  get isDurable(): boolean {
    return this.#unit?.isDurable === true;
  }

  /** Another one begins, in a unit of work of its own. */
  begin(unit: UnitOfWork): void {
    this.attempts += 1;
    this.#unit = unit;
  }
}

/** What trying again depends on, beside the policy. */
export interface RetryConditions {
  readonly runner: UnitRunner;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly tries: Tries;
}

/**
 * Tries something until it succeeds, fails in a way that another try does not mend, or time is up. Each try is a unit of
 * work of its own, and leaves nothing when it fails before something is durable.
 *
 * @throws what the last try failed with.
 */
export function runWithRetries<Result>(
  policy: RetryPolicy,
  { runner, limits, logger, tries }: RetryConditions,
  act: (unit: UnitOfWork) => Result | Promise<Result>,
): Promise<Result> {
  const once = (unit: UnitOfWork): Result | Promise<Result> => {
    tries.begin(unit);
    return act(unit);
  };
  const tryIt = (): Promise<Result> => runNewUnit(runner, once).catch(tryAgain);
  const tryAgain = async (error: unknown): Promise<Result> => {
    const { attempts: attempt, isDurable } = tries;
    if (isDurable || attempt >= policy.attempts || !policy.isTransient(error)) throw error;
    const delay = policy.delayAfter(attempt);
    if (delay >= limits.timeLeft || !(await pause(delay, limits.signal))) throw error;
    logger.debug('It failed and is tried again.', { attempt, error });
    return tryIt();
  };
  return tryIt();
}

/** Waits; false when a signal cut the wait short. */
function pause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(!signal.aborted);
    };
    // Timers that are set for longer ring at once: 2³¹ − 1 milliseconds.
    const timer = setTimeout(end, Math.min(milliseconds, 2_147_483_647));
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
