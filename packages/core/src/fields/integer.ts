import { bigIntegerRule } from './big-integer-rule.js';
import { checkBounds, type Bounds } from './bounds.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { integerRule } from './integer-rule.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.integer`. */
export interface IntegerOptions extends FieldOptions<number>, Bounds<number> {
  /** Absent or false: the value is a `number`, and safe. */
  readonly bigint?: false;
  /** The only values allowed. */
  readonly choices?: readonly number[];
}

/** Options of `field.integer` when its value is a `bigint`. */
export interface BigIntegerOptions extends FieldOptions<bigint>, Bounds<bigint> {
  /** The value is a `bigint` of up to 1,000 digits, written in JSON as a string of digits. */
  readonly bigint: true;
  /** The only values allowed. */
  readonly choices?: readonly bigint[];
}

/**
 * A whole number that is safe, that is from −(2^53 − 1) to 2^53 − 1; greater ones have lost digits before anyone could
 * check them. With `bigint: true` a `bigint`, which JSON writes as a string. −0 is kept as 0. Never rounded.
 *
 * @example
 * ```ts fragment
 * @field.integer({ required: true, min: 1 }) quantity!: number;
 * @field.integer({ required: true, bigint: true }) wei!: bigint;
 * ```
 */
export function integer<const Options extends IntegerOptions = {}>(
  options?: OnlyOptions<Options, IntegerOptions>,
): FieldDecorator<number, PresenceOf<Options>>;
/** A whole number as a `bigint` of up to 1,000 digits, written in JSON as a string of digits. */
export function integer<const Options extends BigIntegerOptions>(
  options: OnlyOptions<Options, BigIntegerOptions>,
): FieldDecorator<bigint, PresenceOf<Options>>;
export function integer(
  options: IntegerOptions | BigIntegerOptions = {},
): FieldDecorator<number, 'optional'> & FieldDecorator<bigint, 'optional'> {
  return declareField({
    kind: 'integer',
    options: options as Readonly<Record<string, unknown>>,
    ownOptions: ['bigint', 'min', 'max', 'choices'],
    refusedOptions: [],
    plan: (report) => {
      if (options.bigint !== undefined && typeof options.bigint !== 'boolean') {
        report('bigint', `bigint is ${typeof options.bigint}`, 'Give bigint true or false.');
      }
      if (options.bigint === true) {
        const bounds = checkBounds(options, isBigint, isAbove, 'a bigint', report);
        return { rule: bigIntegerRule(bounds), constraints: { bigint: true, ...asTexts(bounds) } };
      }
      const bounds = checkBounds(options, isSafeInteger, isAbove, 'a safe integer', report);
      return { rule: integerRule(bounds), constraints: { ...bounds } };
    },
  });
}

function isAbove(one: number | bigint, other: number | bigint): boolean {
  return one > other;
}

function isBigint(candidate: unknown): candidate is bigint {
  return typeof candidate === 'bigint';
}

function isSafeInteger(candidate: unknown): candidate is number {
  return Number.isSafeInteger(candidate);
}

/** Constraints are data that JSON can hold. */
function asTexts({ min, max }: Bounds<bigint>): Bounds<string> {
  return { ...(min === undefined ? {} : { min: `${min}` }), ...(max === undefined ? {} : { max: `${max}` }) };
}
