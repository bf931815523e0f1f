import { ElementReference, type ElementTarget } from './element-reference.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { nestedRule } from './nested-rule.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.valueObject`. */
export interface ValueObjectOptions<T> extends Omit<FieldOptions<T>, 'identifier'> {}

/**
 * A value object. Takes an instance, or the plain values to build one from; violations inside it carry their path.
 *
 * @param target - the class; a thunk when it is defined later; or its name in the same domain.
 *
 * @example
 * ```ts fragment
 * @field.valueObject(() => Money, { required: true }) price!: Money;
 * ```
 */
export function valueObject<T extends object = object, const Options extends ValueObjectOptions<T> = {}>(
  target: ElementTarget<T>,
  options?: OnlyOptions<Options, ValueObjectOptions<T>>,
): FieldDecorator<T, PresenceOf<Options>> {
  return declareField({
    kind: 'valueObject',
    options: (options ?? {}) as Readonly<Record<string, unknown>>,
    ownOptions: [],
    refusedOptions: ['identifier'],
    plan: () => {
      const reference = new ElementReference(target);
      return { rule: nestedRule(reference), target: reference };
    },
  });
}
