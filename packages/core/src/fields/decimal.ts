import { Decimal } from 'decimal.js';
import { mostDigits } from './big-integer-rule.js';
import { checkBounds, type Bounds } from './bounds.js';
import { decimalRule, type DecimalShape } from './decimal-rule.js';
import { copyDecimal, parseDecimal } from './decimal-value.js';
import { declareField, type FieldDecorator, type ReportOption } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.decimal`. */
export interface DecimalOptions
  extends Omit<FieldOptions<Decimal>, 'identifier'>, Bounds<Decimal | string | number> {
  /** Smallest value; a safe integer, a text or a Decimal. */
  readonly min?: Decimal | string | number;
  /** Greatest value; a safe integer, a text or a Decimal. */
  readonly max?: Decimal | string | number;
  /** Most digits in all. Where `scale` is given too, `precision - scale` of them may stand before the point, as in SQL. */
  readonly precision?: number;
  /** Most digits after the point. JSON then always has that many. */
  readonly scale?: number;
  /** The only values allowed. */
  readonly choices?: readonly Decimal[];
}

/**
 * An exact decimal number, as a `Decimal` of decimal.js, of up to 1,000 digits. Nothing is ever rounded: a value with
 * more digits than allowed is refused. Code hands in a `Decimal`; JSON has it as a text. Kept frozen; −0 is kept as 0.
 *
 * @example
 * ```ts fragment
 * @field.decimal({ required: true, precision: 12, scale: 2, min: 0 }) amount!: Decimal;
 * ```
 */
export function decimal<const Options extends DecimalOptions = {}>(
  options?: OnlyOptions<Options, DecimalOptions>,
): FieldDecorator<Decimal, PresenceOf<Options>> {
  const given: DecimalOptions = options ?? {};
  return declareField({
    kind: 'decimal',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['min', 'max', 'precision', 'scale', 'choices'],
    refusedOptions: ['identifier'],
    plan: (report) => {
      const digits = checkDigits(given, report);
      const candidates = { min: toBound(given.min), max: toBound(given.max) };
      const bounds = checkBounds(
        candidates,
        isDecimal,
        (one, other) => one.gt(other),
        'a decimal number',
        report,
      );
      return {
        rule: decimalRule({ ...digits, ...bounds }),
        constraints: {
          ...digits,
          ...(bounds.min === undefined ? {} : { min: bounds.min.toFixed() }),
          ...(bounds.max === undefined ? {} : { max: bounds.max.toFixed() }),
        },
      };
    },
  });
}

function checkDigits(given: DecimalOptions, report: ReportOption): Pick<DecimalShape, 'precision' | 'scale'> {
  const digits: { precision?: number; scale?: number } = {};
  for (const option of ['precision', 'scale'] as const) {
    const count: unknown = given[option];
    if (count === undefined) continue;
    const fewest = option === 'precision' ? 1 : 0;
    if (typeof count === 'number' && Number.isInteger(count) && count >= fewest && count <= mostDigits) {
      digits[option] = count;
    } else
      report(option, `${option} is no number of digits`, `Give an integer from ${fewest} to ${mostDigits}.`);
  }
  const { precision, scale } = digits;
  if (precision !== undefined && scale !== undefined && scale > precision) {
    report('scale', `scale (${scale}) is above precision (${precision})`, 'Make scale at most precision.');
  }
  return digits;
}

/** A bound as a Decimal; as it is when it is none, for the report. */
function toBound(bound: unknown): unknown {
  const parsed =
    typeof bound === 'string' || Number.isSafeInteger(bound)
      ? parseDecimal(String(bound))
      : copyDecimal(bound);
  return parsed instanceof Decimal ? parsed : bound;
}

function isDecimal(candidate: unknown): candidate is Decimal {
  return candidate instanceof Decimal;
}
