import type { JsonValue } from '../errors/violation.js';
import { isCalendarDate } from '../fields/calendar-date.js';
import { copyDecimal, parseDecimal } from '../fields/decimal-value.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import { epochOf, parseInstant } from '../fields/instant.js';

/** A value in stored form, or what was expected in its place. */
export type QueryValue = { readonly stored: JsonValue } | { readonly expected: string };

/**
 * The stored form of a value that a field is compared with. It has to be of the kind of the field; bounds and lengths
 * do not matter, for asking what is below the least is no mistake. Texts that JSON has for decimals, instants and big
 * integers are taken too.
 */
export function queryValue(descriptor: FieldDescriptor, value: unknown): QueryValue {
  switch (descriptor.kind) {
    case 'string':
    case 'text':
      return typeof value === 'string' ? { stored: value } : { expected: 'a text' };
    case 'integer':
      return descriptor.constraints['bigint'] === true ? bigInteger(value) : finite(value);
    case 'float':
      return finite(value);
    case 'decimal':
      return decimal(value);
    case 'boolean':
      return typeof value === 'boolean' ? { stored: value } : { expected: 'true or false' };
    case 'date':
      return isCalendarDate(value) ? { stored: value } : { expected: "a calendar date as 'YYYY-MM-DD'" };
    case 'dateTime':
      return instant(value);
    case 'list':
      return list(descriptor, value);
    default:
      return byRule(descriptor, value);
  }
}

function finite(value: unknown): QueryValue {
  return typeof value === 'number' && Number.isFinite(value)
    ? { stored: value + 0 }
    : { expected: 'a finite number' };
}

function bigInteger(value: unknown): QueryValue {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return { stored: String(value) };
  return typeof value === 'string' && /^-?(0|[1-9][0-9]{0,999})$/.test(value)
    ? { stored: String(BigInt(value)) }
    : { expected: 'a bigint' };
}

function decimal(value: unknown): QueryValue {
  const isText = typeof value === 'string' || Number.isSafeInteger(value);
  const number = isText ? parseDecimal(String(value)) : copyDecimal(value);
  return typeof number === 'object' ? { stored: number.toFixed() } : { expected: 'a decimal number' };
}

function instant(value: unknown): QueryValue {
  const epoch = typeof value === 'string' ? parseInstant(value) : epochOf(value);
  return typeof epoch === 'number' && !Number.isNaN(epoch) && isWritable(epoch)
    ? { stored: new Date(epoch).toISOString() }
    : { expected: 'a valid Date in the years 0001 to 9999' };
}

/** Whether the text of an instant sorts as instants do: those of other years are longer. */
function isWritable(epoch: number): boolean {
  const text = new Date(epoch).toISOString();
  return text.length === 24 && text[0] !== '-';
}

function list({ items }: FieldDescriptor, value: unknown): QueryValue {
  if (!Array.isArray(value) || items === undefined) return { expected: 'an array' };
  const stored: JsonValue[] = [];
  for (const [index, item] of value.entries()) {
    const result = queryValue(items, item);
    if ('expected' in result) return { expected: `${result.expected} as item ${index}` };
    stored.push(result.stored);
  }
  return { stored: Object.freeze(stored) };
}

function byRule({ rule }: FieldDescriptor, value: unknown): QueryValue {
  for (const way of ['accept', 'decode'] as const) {
    const kept = rule[way](value, new Inspection('value', 'code'));
    if (kept !== REJECTED) return { stored: rule.encode(kept) };
  }
  const inspection = new Inspection('value', 'code');
  rule.accept(value, inspection);
  return { expected: inspection.violations[0]?.expected ?? 'a value of the field' };
}
