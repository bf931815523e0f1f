import { errorCodes, type ErrorCode } from '../errors/codes.js';

/** An error that is worth another try: a class of errors, or a code of the framework's own. */
export type RetriedError = ErrorCode | (abstract new (...given: never[]) => Error);

/**
 * When handling is tried again. Conflicts with what others wrote meanwhile (`VERSION_CONFLICT`, `BOUNDARY_CONFLICT`) always
 * are, without `on`. Each try begins anew, with fresh loads; nothing is tried again once it is durable.
 */
export interface RetryOptions {
  /** How often it is tried in all, the first time included; 1 for once. */
  readonly attempts?: number;
  /**
   * Milliseconds before the second try, at most. They double from try to try, up to `maxDelay`; how much of them is waited is
   * drawn by lot, so that those who collided do not meet again.
   */
  readonly delay?: number;
  /** Milliseconds between two tries, at most. */
  readonly maxDelay?: number;
  /** Errors, beside conflicts, after which it is tried again: the transient ones. Or a function that tells. */
  readonly on?: readonly RetriedError[] | ((error: unknown) => boolean);
}

/**
 * What becomes of an event when its handler has failed for the last time: it is put aside while later ones are handled
 * (`park`), or it is put aside and so are all later ones, until someone resumes the handler (`stop`).
 */
export type FailurePolicy = 'park' | 'stop';

/** How events are handled: options of `@domain.eventHandler`, and of its methods. */
export interface EventHandlingOptions {
  /** When the event is handled again after an error. Without `on`, any error counts. */
  readonly retry?: RetryOptions;
  /** What becomes of the event after the last error; `park` when absent. */
  readonly onFailure?: FailurePolicy;
}

/** How commands are handled. */
export interface CommandHandlingOptions {
  /** When the command is handled again after an error. */
  readonly retry?: RetryOptions;
  /** Milliseconds a command has from when it is processed, unless its sender says otherwise. */
  readonly timeout?: number;
}

const retryKeys = ['attempts', 'delay', 'maxDelay', 'on'];

/** What retry options are, in words, for those who gave others. */
export const retryExpectation =
  '{ attempts: 5, delay: 50, maxDelay: 1000, on: [Unreachable] }, or some of these';

/** Whether a value can be retry options. */
export function areRetryOptions(value: unknown): value is RetryOptions {
  if (typeof value !== 'object' || value === null) return false;
  if (!Object.keys(value).every((key) => retryKeys.includes(key))) return false;
  const { attempts, delay, maxDelay, on } = value as RetryOptions;
  return (
    (attempts === undefined || (Number.isSafeInteger(attempts) && attempts > 0)) &&
    [delay, maxDelay].every((time) => time === undefined || isDuration(time)) &&
    (on === undefined || typeof on === 'function' || (Array.isArray(on) && on.every(isRetriedError)))
  );
}

/** Whether a value is a number of milliseconds. */
export function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function isRetriedError(value: unknown): boolean {
  return typeof value === 'function' || (typeof value === 'string' && value in errorCodes);
}
