import { errorCodes, type ErrorCode } from './codes.js';
import type { JsonValue } from './violation.js';

const brand: unique symbol = Symbol.for('domainry.error') as never;

/** Plain data about an error, safe for JSON. */
export type ErrorDetails = Readonly<Record<string, JsonValue>>;

/**
 * Every error Domainry throws. Branch on `code`, never on the text.
 *
 * @example
 * ```ts
 * try {
 *   account.withdraw(500);
 * } catch (error) {
 *   if (DomainryError.is(error, 'AGGREGATE_DISCARDED')) return;
 *   throw error;
 * }
 * ```
 */
export class DomainryError extends Error {
  /** What kind of error this is: a key of the table of codes. */
  readonly code: ErrorCode;
  /** Names and values the message speaks of, as data. */
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }

  /** What to do about errors of this kind, one sentence. */
  get remedy(): string {
    return errorCodes[this.code].remedy;
  }

  /** Data for a log or a response: never the stack, never the cause. */
  toJSON(): Record<string, JsonValue> {
    return { name: this.name, code: this.code, message: this.message, details: this.details as JsonValue };
  }

  /**
   * Whether a thrown value is an error of Domainry, whichever copy of the package made it.
   *
   * @param code - narrows to errors of this kind.
   */
  static is(error: unknown, code?: ErrorCode): error is DomainryError {
    return (
      typeof error === 'object' &&
      error !== null &&
      (error as { [brand]?: boolean })[brand] === true &&
      (code === undefined || (error as DomainryError).code === code)
    );
  }
}

Object.defineProperties(DomainryError.prototype, {
  name: { value: 'DomainryError', configurable: true, writable: true },
  [brand]: { value: true },
});
