import { describeReceived, formatPath, phraseReceived, type Violation } from '../errors/violation.js';
import { isPlainObject } from './plain-object.js';

/** Stands for a value that was refused; the inspection knows why. */
export const REJECTED: unique symbol = Symbol('rejected');

/** Where values come from: `code` is strict, `json` also reads the forms JSON has for values it cannot hold. */
export type Source = 'code' | 'json';

/** How values are read from JSON. */
export interface Reading {
  /** Whether values that JSON cannot hold, such as a `Date`, are taken too, as code would give them. */
  readonly live?: boolean;
  /** Groups of class-transformer that are read. */
  readonly groups?: readonly string[];
  /** Version of class-transformer that is read. */
  readonly version?: number;
}

/** How deep values may be nested, in objects and arrays; deeper ones are refused with code `depth`. */
export const deepest = 100;

/** How many objects, arrays and items one value may hold in all; larger ones are refused with code `size`. */
export const largest = 100_000;

/** How many violations are gathered; the rest of a value that is wrong throughout says nothing new. */
export const mostViolations = 1000;

/**
 * One look at a value and everything in it: gathers all violations with their paths.
 *
 * Made only when something is unusual; values that pass the compiled checks never see one.
 */
export class Inspection {
  readonly violations: Violation[] = [];
  readonly #path: (string | number)[] = [];
  #nodes = 0;

  /**
   * @param subject - name of the element, which starts each message.
   * @param source - whether the value was handed in by code or read from JSON.
   */
  constructor(
    readonly subject: string,
    readonly source: Source,
    readonly reading: Reading = {},
  ) {}

  /** Whether a value that JSON cannot hold is taken as code gives it. */
  takesLive(value: unknown): boolean {
    return this.reading.live === true && isLive(value);
  }

  /**
   * Notes that the value at the current place breaks a rule.
   *
   * @param expected - the rule as short data: `>= 0`.
   * @param phrase - the rule inside a sentence, where it differs: `at least 0`.
   */
  reject(code: string, expected: string, received: unknown, phrase: string = expected): typeof REJECTED {
    if (this.violations.length >= mostViolations) return REJECTED;
    const place = formatPath(this.#path);
    this.violations.push({
      path: [...this.#path],
      code,
      expected,
      received: describeReceived(received),
      message: `${this.#place(place)}: expected ${phrase}, received ${phraseReceived(received)}.`,
    });
    return REJECTED;
  }

  /**
   * Notes that the current place is a key that nothing stands for.
   *
   * @param known - the keys there are.
   * @param meant - the one of them that was most likely meant.
   */
  rejectKey(known: readonly string[], meant: string | undefined): typeof REJECTED {
    if (this.violations.length >= mostViolations) return REJECTED;
    const fix = meant === undefined ? `Fields: ${known.join(', ')}.` : `Did you mean ${meant}?`;
    this.violations.push({
      path: [...this.#path],
      code: 'unknown',
      expected: meant ?? `one of ${known.join(', ')}`,
      received: describeReceived(this.#path.at(-1)),
      message: `${this.#place(formatPath(this.#path))}: no such field. ${fix}`,
    });
    return REJECTED;
  }

  /** Takes over violations found elsewhere, under the current place. */
  adopt(violations: readonly Violation[], subject: string): typeof REJECTED {
    for (const violation of violations) {
      const path = [...this.#path, ...violation.path];
      const own = `${subject}${violation.path.length === 0 ? '' : '.'}${formatPath(violation.path)}`;
      const message = violation.message.startsWith(`${own}:`)
        ? `${this.#place(formatPath(path))}${violation.message.slice(own.length)}`
        : violation.message;
      this.violations.push({ ...violation, path, message });
    }
    return REJECTED;
  }

  /** The first thing that is wrong, as part of a sentence about the value: `expected at least 0, received -50`. */
  get reason(): string {
    const message = this.violations[0]?.message ?? 'it is no value';
    return message.replace(`${this.subject}: `, '').replace(/\.$/, '');
  }

  /** Looks at a value one step further in. */
  within<Result>(step: string | number, look: () => Result): Result {
    const { depth } = this;
    this.#path.push(step);
    try {
      return look();
    } finally {
      this.#path.length = depth;
    }
  }

  /** Takes a step further in. A faster {@link Inspection.within}, for large values; each is undone by {@link leave}. */
  enter(step: string | number): void {
    this.#path.push(step);
  }

  /** Takes the last step back. */
  leave(): void {
    this.#path.pop();
  }

  /** How many steps in the current place lies. */
  get depth(): number {
    return this.#path.length;
  }

  /** Counts one more part of a large value; false, and refused with code `size`, once there are more than {@link largest}. */
  count(received: unknown): boolean {
    if (++this.#nodes <= largest) return true;
    if (this.#nodes === largest + 1)
      this.reject('size', `<= ${largest} parts`, received, `at most ${largest} parts in all`);
    return false;
  }

  /** Whether it is no use to look any further: too much is wrong already, or the value is too large. */
  get isOver(): boolean {
    return this.violations.length >= mostViolations || this.#nodes > largest;
  }

  #place(path: string): string {
    if (path === '') return this.subject;
    return path.startsWith('[') ? `${this.subject}${path}` : `${this.subject}.${path}`;
  }
}

/** Whether a value is one that JSON cannot hold. */
export function isLive(value: unknown): boolean {
  if (typeof value === 'bigint') return true;
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlainObject(value);
}
