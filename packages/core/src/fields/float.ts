import type { JsonValue } from '../errors/violation.js';
import { andWithinSource, checkBounds, isOutside, type Bounds } from './bounds.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { REJECTED, type Inspection } from './inspection.js';
import type { PresenceOf } from './presence.js';
import type { JsonSchema, ValueRule } from './value-rule.js';

/** Options of `field.float`. */
export interface FloatOptions extends FieldOptions<number>, Bounds<number> {
  /** The only values allowed. */
  readonly choices?: readonly number[];
}

/**
 * A finite number. NaN and the infinities are refused; −0 is kept as 0, since JSON and most databases know no other.
 * Never coerced: a string is refused from code and from JSON. For money use `field.decimal`, which is exact.
 *
 * @example
 * ```ts fragment
 * @field.float({ required: true, min: 0 }) weightInKilograms!: number;
 * ```
 */
export function float<const Options extends FloatOptions = {}>(
  options?: OnlyOptions<Options, FloatOptions>,
): FieldDecorator<number, PresenceOf<Options>> {
  const given: FloatOptions = options ?? {};
  return declareField({
    kind: 'float',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['min', 'max', 'choices'],
    refusedOptions: ['identifier'],
    plan: (report) => {
      const bounds = checkBounds(given, isFinite, (one, other) => one > other, 'a finite number', report);
      return { rule: floatRule(bounds), constraints: { ...bounds } };
    },
  });
}

function floatRule(bounds: Bounds<number>): ValueRule {
  const accept = (value: unknown, inspection: Inspection): unknown => {
    if (!isFinite(value)) return inspection.reject('type', 'finite number', value, 'a finite number');
    if (isOutside(value, bounds, inspection)) return REJECTED;
    return value + 0;
  };
  return {
    accept,
    decode: accept,
    encode: (kept) => kept as JsonValue,
    inline: {
      test: (v) => `typeof ${v} === 'number' && ${v} - ${v} === 0` + andWithinSource(v, bounds),
      keep: (v) => `${v} + 0`,
      encode: (kept) => kept,
    },
    schema: (): JsonSchema => ({
      type: 'number',
      ...(bounds.min === undefined ? {} : { minimum: bounds.min }),
      ...(bounds.max === undefined ? {} : { maximum: bounds.max }),
    }),
  };
}

function isFinite(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
