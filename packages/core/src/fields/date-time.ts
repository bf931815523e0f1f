import { checkBounds, type Bounds } from './bounds.js';
import { declareField, type FieldDecorator, type ReportOption } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import type { Inspection } from './inspection.js';
import { epochOf, firstInstant, lastInstant, parseInstant } from './instant.js';
import type { PresenceOf } from './presence.js';
import type { ValueRule } from './value-rule.js';

/** Options of `field.dateTime`. */
export interface DateTimeOptions extends Omit<FieldOptions<Date>, 'identifier'>, Bounds<Date> {
  /**
   * A save fills it in: `created` when the aggregate is saved for the first time, unless a moment was given; `updated` with
   * every save. For optional fields of state-stored aggregates.
   */
  readonly stamp?: 'created' | 'updated';
}

/**
 * An instant, to the millisecond, as a `Date`, in the years 0001 to 9999 (UTC). Only the instant is kept: each reading
 * gives a `Date` of its own, so that changing it changes nothing here. JSON has it as RFC 3339 with an offset from UTC.
 *
 * @example
 * ```ts fragment
 * @field.dateTime({ required: true }) placedAt!: Date;
 * ```
 */
export function dateTime<const Options extends DateTimeOptions = {}>(
  options?: OnlyOptions<Options, DateTimeOptions>,
): FieldDecorator<Date, PresenceOf<Options>> {
  const given: DateTimeOptions = options ?? {};
  return declareField({
    kind: 'dateTime',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['min', 'max', 'stamp'],
    refusedOptions: ['identifier'],
    plan: (report) => {
      checkStamp(given, report);
      const dates = checkBounds(given, isInstant, (one, other) => one > other, 'a valid Date', report);
      const min = epochOf(dates.min);
      const max = epochOf(dates.max);
      return {
        rule: dateTimeRule(Number.isNaN(min) ? firstInstant : min, Number.isNaN(max) ? lastInstant : max),
        constraints: {
          ...(Number.isNaN(min) ? {} : { min: written(min) }),
          ...(Number.isNaN(max) ? {} : { max: written(max) }),
          ...(given.stamp === undefined ? {} : { stamp: given.stamp }),
        },
      };
    },
  });
}

function checkStamp(
  { stamp, required, default: fallback, nullable }: DateTimeOptions,
  report: ReportOption,
): void {
  if (stamp === undefined) return;
  if (stamp !== 'created' && stamp !== 'updated') {
    report('stamp', 'stamp is no moment of a save', "Give stamp: 'created' or 'updated'.");
  }
  if (required === true || fallback !== undefined || nullable === true) {
    report(
      'stamp',
      'a save fills it in, so it is absent before',
      'Remove required, default and nullable, and declare the property with a question mark.',
    );
  }
}

/** The rule of instants, kept as epoch milliseconds. */
function dateTimeRule(min: number, max: number): ValueRule {
  const acceptEpoch = (epoch: number, value: unknown, inspection: Inspection): unknown => {
    if (epoch < firstInstant || epoch > lastInstant) {
      return inspection.reject('range', 'years 0001 to 9999', value, 'an instant in the years 0001 to 9999');
    }
    if (epoch < min) return inspection.reject('min', `>= ${written(min)}`, value, `${written(min)} or later`);
    if (epoch > max)
      return inspection.reject('max', `<= ${written(max)}`, value, `${written(max)} or earlier`);
    return epoch;
  };
  const accept = (value: unknown, inspection: Inspection): unknown => {
    const epoch = epochOf(value);
    if (Number.isNaN(epoch)) return inspection.reject('type', 'Date', value, 'a valid Date');
    return acceptEpoch(epoch, value, inspection);
  };
  const decode = (value: unknown, inspection: Inspection): unknown => {
    const epoch = typeof value === 'string' ? parseInstant(value) : 'type';
    if (typeof epoch === 'number') return acceptEpoch(epoch, value, inspection);
    return epoch === 'precision'
      ? inspection.reject(
          'precision',
          '<= 3 fraction digits',
          value,
          'an instant no finer than a millisecond',
        )
      : inspection.reject('type', 'RFC 3339', value, "an instant with its offset, as '2025-01-31T09:30:00Z'");
  };
  return {
    accept,
    decode,
    encode: (kept) => written(kept as number),
    restore,
    show: (kept) => new Date(kept as number),
    inline: {
      constants: { epochOf },
      test: (v, names) => `${names['epochOf']}(${v}) >= ${min} && ${names['epochOf']}(${v}) <= ${max}`,
      keep: (v, names) => `${names['epochOf']}(${v})`,
      encode: (kept) => `new Date(${kept}).toISOString()`,
    },
    schema: () => ({ type: 'string', format: 'date-time' }),
  };
}

/** Text is nearly always as {@link written} gives it, which can be read several times as fast. */
function restore(stored: unknown): number {
  if (typeof stored === 'string') {
    const epoch = stored.length === 24 && stored.endsWith('Z') ? Date.parse(stored) : parseInstant(stored);
    if (typeof epoch === 'number' && epoch >= firstInstant && epoch <= lastInstant) return epoch;
  }
  throw new Error("an instant with its offset, as '2025-01-31T09:30:00.000Z'");
}

function isInstant(candidate: unknown): candidate is Date {
  const epoch = epochOf(candidate);
  return epoch >= firstInstant && epoch <= lastInstant;
}

function written(epoch: number): string {
  return new Date(epoch).toISOString();
}
