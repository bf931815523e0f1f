import type { JsonValue } from '../errors/violation.js';
import { checkBounds, type Bounds } from './bounds.js';
import { isCalendarDate } from './calendar-date.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import type { Inspection } from './inspection.js';
import type { PresenceOf } from './presence.js';
import type { ValueRule } from './value-rule.js';

/** Options of `field.date`. Bounds are days like the value: `YYYY-MM-DD`. */
export interface DateOptions extends FieldOptions<string>, Bounds<string> {}

/**
 * A day of the calendar, as `YYYY-MM-DD`, in the years 0001 to 9999. No time of day and no time zone is involved, so it
 * is the same day everywhere; a `Date` is an instant and therefore refused. Such texts compare and sort as days do.
 *
 * @example
 * ```ts fragment
 * @field.date({ required: true, min: '1900-01-01' }) dateOfBirth!: string;
 * ```
 */
export function date<const Options extends DateOptions = {}>(
  options?: OnlyOptions<Options, DateOptions>,
): FieldDecorator<string, PresenceOf<Options>> {
  const given: DateOptions = options ?? {};
  return declareField({
    kind: 'date',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['min', 'max'],
    refusedOptions: [],
    plan: (report) => {
      const what = "a calendar date as 'YYYY-MM-DD'";
      const bounds = checkBounds(given, isCalendarDate, (one, other) => one > other, what, report);
      return { rule: dateRule(bounds), constraints: { ...bounds } };
    },
  });
}

function dateRule({ min, max }: Bounds<string>): ValueRule {
  const accept = (value: unknown, inspection: Inspection): unknown => {
    if (!isCalendarDate(value)) return inspection.reject('type', 'YYYY-MM-DD', value, whatIsExpected(value));
    if (min !== undefined && value < min)
      return inspection.reject('min', `>= ${min}`, value, `${min} or later`);
    if (max !== undefined && value > max)
      return inspection.reject('max', `<= ${max}`, value, `${max} or earlier`);
    return value;
  };
  return {
    accept,
    decode: accept,
    encode: (kept) => kept as JsonValue,
    inline: {
      constants: { isCalendarDate },
      test: (v, names) =>
        `${names['isCalendarDate']}(${v})` +
        (min === undefined ? '' : ` && ${v} >= '${min}'`) +
        (max === undefined ? '' : ` && ${v} <= '${max}'`),
      encode: (kept) => kept,
    },
    schema: () => ({ type: 'string', format: 'date' }),
  };
}

function whatIsExpected(value: unknown): string {
  const expected = "a calendar date as 'YYYY-MM-DD'";
  return value instanceof Date
    ? `${expected} (a Date is an instant: read in another time zone it is another day)`
    : expected;
}
