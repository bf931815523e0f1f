import { isCalendarDate } from './calendar-date.js';

/** First instant that a `field.dateTime` can hold, in epoch milliseconds: the beginning of the year 0001. */
export const firstInstant: number = Date.parse('0001-01-01T00:00:00.000Z');

/** Last instant that a `field.dateTime` can hold, in epoch milliseconds: the end of the year 9999. */
export const lastInstant: number = Date.parse('9999-12-31T23:59:59.999Z');

/** Epoch milliseconds of a Date, of whichever realm and whatever was done to its methods; NaN when it is none. */
export function epochOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return Number.NaN;
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return Number.NaN;
  }
}

/** Why a text is no instant: not written as one, or finer than a millisecond. */
export type NoInstant = 'type' | 'precision';

/**
 * Epoch milliseconds of an instant written as RFC 3339 has it, with its offset from UTC. Hour 24 and leap seconds are
 * refused, for no Date can tell them from the instant after.
 */
export function parseInstant(text: string): number | NoInstant {
  const parts = text.length > longestText ? null : shape.exec(text);
  if (parts === null) return 'type';
  const [, day = '', time = '', fraction = '', sign, hours = '0', minutes = '0'] = parts;
  if (!isCalendarDate(day)) return 'type';
  if (/[1-9]/.test(fraction.slice(3))) return 'precision';
  const local = Date.parse(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, '0')}Z`);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === '-' ? local + offset : local - offset;
}

const longestText = 64;
const shape =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9])(?:\.([0-9]+))?(?:[Zz]|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))$/;
