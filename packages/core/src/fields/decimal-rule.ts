import type { Decimal } from 'decimal.js';
import { mostDigits } from './big-integer-rule.js';
import type { Bounds } from './bounds.js';
import { copyDecimal, parseDecimal, type NoDecimal } from './decimal-value.js';
import type { Inspection, REJECTED } from './inspection.js';
import type { JsonSchema, ValueRule } from './value-rule.js';

/** What a decimal number must look like. */
export interface DecimalShape extends Bounds<Decimal> {
  readonly precision?: number;
  readonly scale?: number;
}

/** The rule of decimal numbers, kept as frozen Decimals. */
export function decimalRule(shape: DecimalShape): ValueRule {
  const { scale } = shape;
  const acceptNumber = (
    number: Decimal | NoDecimal,
    value: unknown,
    form: string,
    inspection: Inspection,
  ): Decimal | typeof REJECTED => {
    if (number === 'type') return inspection.reject('type', 'decimal', value, form);
    if (number === 'precision') {
      return inspection.reject('precision', `<= ${mostDigits} digits`, value, `at most ${mostDigits} digits`);
    }
    return rejectShape(shape, number, value, inspection) ?? number;
  };
  return {
    accept: (value, inspection) => acceptNumber(copyDecimal(value), value, 'a finite Decimal', inspection),
    decode: (value, inspection) => {
      // Safe integers are exact; other numbers of JSON are only the nearest to what was meant.
      const readable = typeof value === 'string' || Number.isSafeInteger(value);
      const number = readable ? parseDecimal(String(value)) : 'type';
      return acceptNumber(number, value, 'a decimal number as a string, or a safe integer', inspection);
    },
    encode: (kept) => (kept as Decimal).toFixed(scale),
    restore,
    equals: (kept, other) => (kept as Decimal).eq(other as Decimal),
    schema: (): JsonSchema => ({ type: 'string', format: 'decimal', pattern: schemaPattern(scale) }),
  };
}

function restore(stored: unknown): Decimal {
  const number =
    typeof stored === 'string' || Number.isSafeInteger(stored) ? parseDecimal(String(stored)) : 'type';
  if (typeof number === 'object') return number;
  throw new Error('a decimal number as a string');
}

function rejectShape(
  { precision, scale, min, max }: DecimalShape,
  number: Decimal,
  value: unknown,
  inspection: Inspection,
): typeof REJECTED | undefined {
  if (scale !== undefined && number.decimalPlaces() > scale) {
    return inspection.reject(
      'scale',
      `<= ${scale} digits after the point`,
      value,
      `at most ${scale} digits after the point`,
    );
  }
  if (precision !== undefined) {
    const before = precision - (scale ?? 0);
    if (scale !== undefined && number.e + 1 > before && !number.isZero()) {
      return inspection.reject(
        'precision',
        `<= ${before} digits before the point`,
        value,
        `at most ${before} digits before the point`,
      );
    }
    if (number.precision(true) > precision) {
      return inspection.reject('precision', `<= ${precision} digits`, value, `at most ${precision} digits`);
    }
  }
  if (min !== undefined && number.lt(min)) {
    return inspection.reject('min', `>= ${min.toFixed()}`, value, `at least ${min.toFixed()}`);
  }
  if (max !== undefined && number.gt(max)) {
    return inspection.reject('max', `<= ${max.toFixed()}`, value, `at most ${max.toFixed()}`);
  }
  return undefined;
}

function schemaPattern(scale: number | undefined): string {
  const fraction = scale === undefined ? '(\\.[0-9]+)?' : scale === 0 ? '' : `(\\.[0-9]{1,${scale}})?`;
  return `^-?(0|[1-9][0-9]*)${fraction}$`;
}
