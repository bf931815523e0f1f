import { isOutside, type Bounds } from './bounds.js';
import { REJECTED, type Inspection } from './inspection.js';
import type { ValueRule } from './value-rule.js';

/** Digits of a number with exact notation (bigint, decimal) at most; longer ones only serve to keep a machine busy. */
export const mostDigits = 1000;

/** First number of too many digits. */
const limit = 10n ** BigInt(mostDigits);

/** The rule of integers of any size. JSON holds them as strings, since its numbers lose digits. */
export function bigIntegerRule(bounds: Bounds<bigint>): ValueRule {
  const accept = (value: unknown, inspection: Inspection): unknown => {
    if (typeof value !== 'bigint') return inspection.reject('type', 'bigint', value, 'a bigint');
    if (value >= limit || value <= -limit) return rejectLength(value, inspection);
    if (isOutside(value, bounds, inspection)) return REJECTED;
    return value;
  };
  const decode = (value: unknown, inspection: Inspection): unknown => {
    if (Number.isSafeInteger(value)) return accept(BigInt(value as number), inspection);
    if (typeof value !== 'string') {
      return inspection.reject(
        'type',
        'string of digits',
        value,
        'an integer as a string of digits, or a safe integer',
      );
    }
    // Looked at before it is parsed, which takes long for long ones.
    if (value.length > mostDigits + 1) return rejectLength(value, inspection);
    if (!digits.test(value)) {
      return inspection.reject('type', 'string of digits', value, 'an integer as a string of digits');
    }
    return accept(BigInt(value), inspection);
  };
  return {
    accept,
    decode,
    encode: (kept) => String(kept),
    restore,
    inline: {
      constants: { limit },
      test: (v, names) =>
        `typeof ${v} === 'bigint' && ${v} < ${names['limit']} && ${v} > -${names['limit']}` +
        (bounds.min === undefined ? '' : ` && ${v} >= ${bounds.min}n`) +
        (bounds.max === undefined ? '' : ` && ${v} <= ${bounds.max}n`),
      encode: (kept) => `String(${kept})`,
    },
    schema: () => ({ type: 'string', pattern: '^-?(0|[1-9][0-9]*)$' }),
  };
}

function restore(stored: unknown): bigint {
  if (Number.isSafeInteger(stored)) return BigInt(stored as number);
  // Looked at before it is parsed, which takes long for long ones.
  if (typeof stored === 'string' && stored.length <= mostDigits + 1 && digits.test(stored))
    return BigInt(stored);
  throw new Error('an integer as a string of digits');
}

const digits = /^-?(0|[1-9][0-9]*)$/;

function rejectLength(received: unknown, inspection: Inspection): ReturnType<Inspection['reject']> {
  return inspection.reject('precision', `<= ${mostDigits} digits`, received, `at most ${mostDigits} digits`);
}
