import { ElementReference, type ElementTarget } from './element-reference.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { nestedRule } from './nested-rule.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.hasOne`. */
export interface HasOneOptions<T> extends Omit<
  FieldOptions<T>,
  'default' | 'identifier' | 'unique' | 'examples'
> {}

/**
 * One entity that belongs to this one and lives and dies with it. Takes an entity, or the plain values to build one from.
 *
 * @param target - the class; a thunk when it is defined later; or its name in the same domain.
 *
 * @example
 * ```ts fragment
 * @field.hasOne(() => ShippingAddress) shippingAddress?: ShippingAddress;
 * ```
 */
export function hasOne<T extends object = object, const Options extends HasOneOptions<T> = {}>(
  target: ElementTarget<T>,
  options?: OnlyOptions<Options, HasOneOptions<T>>,
): FieldDecorator<T, PresenceOf<Options>> {
  return declareField({
    kind: 'hasOne',
    options: (options ?? {}) as Readonly<Record<string, unknown>>,
    ownOptions: [],
    // A default would be one entity with many parents.
    refusedOptions: ['default', 'identifier', 'unique', 'examples'],
    plan: () => {
      const reference = new ElementReference(target);
      // Two entities with one identity are still two objects.
      return { rule: { ...nestedRule(reference), equals: Object.is }, target: reference };
    },
  });
}
