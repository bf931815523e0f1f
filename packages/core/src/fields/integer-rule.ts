import type { JsonValue } from '../errors/violation.js';
import { andWithinSource, isOutside, type Bounds } from './bounds.js';
import { REJECTED, type Inspection } from './inspection.js';
import type { JsonSchema, ValueRule } from './value-rule.js';

/** The rule of all kinds whose values are safe integers. */
export function integerRule(bounds: Bounds<number>): ValueRule {
  const accept = (value: unknown, inspection: Inspection): unknown => {
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      return inspection.reject('type', 'integer', value, 'an integer');
    }
    if (!Number.isSafeInteger(value)) {
      return inspection.reject('type', 'safe integer', value, 'an integer from -(2^53 - 1) to 2^53 - 1');
    }
    if (isOutside(value, bounds, inspection)) return REJECTED;
    return value + 0;
  };
  return {
    accept,
    decode: accept,
    encode: (kept) => kept as JsonValue,
    inline: {
      test: (v) => `Number.isSafeInteger(${v})` + andWithinSource(v, bounds),
      keep: (v) => `${v} + 0`,
      encode: (kept) => kept,
    },
    schema: (): JsonSchema => ({
      type: 'integer',
      minimum: bounds.min ?? Number.MIN_SAFE_INTEGER,
      maximum: bounds.max ?? Number.MAX_SAFE_INTEGER,
    }),
  };
}
