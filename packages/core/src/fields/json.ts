import type { JsonValue } from '../errors/violation.js';
import { isCleanText } from './clean-text.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { frozenCopy } from './frozen-copy.js';
import type { Inspection } from './inspection.js';
import type { PresenceOf } from './presence.js';
import { rejectUncleanText } from './text-rule.js';
import { restoreBy } from './restore-by.js';
import type { ValueRule } from './value-rule.js';

/** Options of `field.json`. */
export interface JsonOptions extends Omit<FieldOptions<JsonValue | object>, 'identifier' | 'unique'> {}

/**
 * Any data that JSON can hold, for what has no model. Copied when it is given and frozen throughout; at most 100 levels
 * deep and 100,000 parts large. What JSON would drop or change is refused: undefined, functions, NaN, the infinities,
 * instances of classes such as Date. Declare the property with any type of such data.
 *
 * @example
 * ```ts fragment
 * @field.json() preferences?: { readonly theme: string };
 * ```
 */
export function json<const Options extends JsonOptions = {}>(
  options?: OnlyOptions<Options, JsonOptions>,
): FieldDecorator<JsonValue | object, PresenceOf<Options>> {
  return declareField({
    kind: 'json',
    options: (options ?? {}) as Readonly<Record<string, unknown>>,
    ownOptions: [],
    refusedOptions: ['identifier', 'unique'],
    plan: () => ({ rule: jsonRule }),
  });
}

function accept(value: unknown, inspection: Inspection): unknown {
  return frozenCopy(value, acceptLeaf, inspection);
}

function acceptLeaf(value: unknown, inspection: Inspection): unknown {
  if (typeof value === 'string') return isCleanText(value) ? value : rejectUncleanText(value, inspection);
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  if (typeof value === 'boolean' || value === null) return value;
  return inspection.reject('type', 'JSON', value, 'a value that JSON can hold');
}

const jsonRule: ValueRule = {
  accept,
  decode: accept,
  encode: (kept) => copyOf(kept as JsonValue),
  restore: (stored) => restoreBy(accept, stored),
  equals: (kept, other) => isSame(kept as JsonValue, other as JsonValue),
  schema: () => ({}),
};

/** A copy for the caller, who may do with it what he likes. */
function copyOf(kept: JsonValue): JsonValue {
  if (typeof kept !== 'object' || kept === null) return kept;
  if (Array.isArray(kept)) return kept.map(copyOf);
  return Object.fromEntries(Object.entries(kept).map(([key, part]) => [key, copyOf(part)]));
}

function isSame(one: JsonValue, other: JsonValue): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  const left = one as Readonly<Record<string, JsonValue>>;
  const right = other as Readonly<Record<string, JsonValue>>;
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSame(left[key] as JsonValue, right[key] as JsonValue))
  );
}
