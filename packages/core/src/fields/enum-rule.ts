import type { JsonValue } from '../errors/violation.js';
import type { Inspection } from './inspection.js';
import type { InlineNames, JsonSchema, ValueRule } from './value-rule.js';

/** Up to so many values are compared one by one in compiled code; more are looked up in a set. */
const fewValues = 8;

/** The rule of values that are one of a few. */
export function enumRule(values: readonly (string | number)[]): ValueRule {
  const known: ReadonlySet<unknown> = new Set(values);
  const list = values.map((value) => JSON.stringify(value)).join(', ');
  const accept = (value: unknown, inspection: Inspection): unknown => {
    if (!known.has(value)) return inspection.reject('choice', `one of ${list}`, value);
    return value === 0 ? 0 : value;
  };
  const test = (v: string, names: InlineNames): string =>
    values.length > fewValues
      ? `${names['known']}.has(${v})`
      : `(${values.map((value) => `${v} === ${JSON.stringify(value)}`).join(' || ') || 'false'})`;
  return {
    accept,
    decode: accept,
    encode: (kept) => kept as JsonValue,
    inline: {
      ...(values.length > fewValues ? { constants: { known } } : {}),
      test,
      // −0 is found where 0 is a value.
      ...(known.has(0) ? { keep: (v: string) => `(${v} === 0 ? 0 : ${v})` } : {}),
      encode: (kept) => kept,
    },
    schema: (): JsonSchema => ({ enum: [...values] }),
  };
}
