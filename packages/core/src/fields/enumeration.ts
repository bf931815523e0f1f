import { enumMembers, type EnumSource, type EnumValue } from './enum-members.js';
import { enumRule } from './enum-rule.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.enum`. */
export interface EnumOptions<V> extends FieldOptions<V> {}

/**
 * One of a few values: those of an enum of TypeScript (of texts or of numbers), of a const object, or of an array of
 * literals. For values that follow on each other use `field.status`.
 *
 * @param of - where the values come from.
 *
 * @example
 * ```ts fragment
 * @field.enum(['EUR', 'USD'], { required: true }) currency!: 'EUR' | 'USD';
 * @field.enum(Priority, { default: Priority.Normal }) priority!: Defaulted<Priority>;
 * ```
 */
export function enumeration<
  const Source extends EnumSource,
  const Options extends EnumOptions<EnumValue<Source>> = {},
>(
  of: Source,
  options?: OnlyOptions<Options, EnumOptions<EnumValue<Source>>>,
): FieldDecorator<EnumValue<Source>, PresenceOf<Options>> {
  return declareField({
    kind: 'enum',
    options: (options ?? {}) as Readonly<Record<string, unknown>>,
    ownOptions: [],
    refusedOptions: [],
    plan: (report) => {
      const { values } = enumMembers(of, report);
      return { rule: enumRule(values), constraints: { choices: values } };
    },
  });
}
