import { ElementReference, type ElementTarget } from './element-reference.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { identityRule, identityType, type IdentityType, type IdentityValue } from './identity-rule.js';
import type { PresenceOf } from './presence.js';

/** Options of `field.reference`. */
export interface ReferenceOptions<V extends string | number = string | number> extends FieldOptions<V> {
  /** What the identity of the other aggregate is made of; `string` when absent. See `field.identifier`. */
  readonly type?: IdentityType;
}

/**
 * The identity of another aggregate. Aggregates refer to each other by identity only; the other one is loaded from its
 * repository when it is needed.
 *
 * @param target - the class; a thunk when it is defined later; or its name in the same domain.
 *
 * @example
 * ```ts fragment
 * @field.reference(() => Product, { required: true }) productId!: string;
 * ```
 */
export function reference<const Options extends ReferenceOptions = {}>(
  target: ElementTarget,
  options?: OnlyOptions<Options, ReferenceOptions<IdentityValue<Options>>>,
): FieldDecorator<IdentityValue<Options>, PresenceOf<Options>> {
  const given: ReferenceOptions = options ?? {};
  return declareField({
    kind: 'reference',
    options: given as Readonly<Record<string, unknown>>,
    ownOptions: ['type'],
    refusedOptions: [],
    plan: (report) => {
      const type = identityType(given.type, report);
      return { rule: identityRule(type), constraints: { type }, target: new ElementReference(target) };
    },
  });
}
