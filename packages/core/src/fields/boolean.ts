import type { JsonValue } from '../errors/violation.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import type { Inspection } from './inspection.js';
import type { PresenceOf } from './presence.js';
import type { ValueRule } from './value-rule.js';

/** Options of `field.boolean`. */
export interface BooleanOptions extends Omit<FieldOptions<boolean>, 'identifier' | 'unique'> {}

/**
 * `true` or `false`. Never coerced: 0, 1 and `'true'` are refused from code and from JSON.
 *
 * @example
 * ```ts fragment
 * @field.boolean({ default: false }) archived!: Defaulted<boolean>;
 * ```
 */
export function boolean<const Options extends BooleanOptions = {}>(
  options?: OnlyOptions<Options, BooleanOptions>,
): FieldDecorator<boolean, PresenceOf<Options>> {
  return declareField({
    kind: 'boolean',
    options: (options ?? {}) as Readonly<Record<string, unknown>>,
    ownOptions: [],
    refusedOptions: ['identifier', 'unique'],
    plan: () => ({ rule: booleanRule }),
  });
}

function accept(value: unknown, inspection: Inspection): unknown {
  return typeof value === 'boolean' ? value : inspection.reject('type', 'boolean', value, 'true or false');
}

const booleanRule: ValueRule = {
  accept,
  decode: accept,
  encode: (kept) => kept as JsonValue,
  inline: { test: (v) => `typeof ${v} === 'boolean'`, encode: (kept) => kept },
  schema: () => ({ type: 'boolean' }),
};
