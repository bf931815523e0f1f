import type { Changes, ConstructionArguments, ConstructionInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { FieldDict } from './dict.js';
import type { DictOptions } from './dict-options.js';
import { kindOf } from './element.js';
import { Immutable, copyWith } from './immutable.js';

/**
 * A value without identity: equal when its parts are equal, and never changed (Evans, *Domain-Driven Design*, chapter 5).
 *
 * @typeParam Self - the class itself: `class Money extends ValueObject<Money>`.
 *
 * @example
 * ```ts fragment
 * @shop.valueObject
 * class Weight extends ValueObject<Weight> {
 *   @field.integer({ required: true, min: 0 }) readonly grams!: number;
 * }
 *
 * const weight = new Weight({ grams: 5 });
 * weight.equals(weight.with({ grams: 6 })); // false
 * ```
 */
export abstract class ValueObject<Self = unknown> extends Immutable {
  declare readonly [kindOf]: 'valueObject';
  declare readonly [input]?: ConstructionInput<Self, ValueObject>;

  constructor(...given: ConstructionArguments<ConstructionInput<Self, ValueObject>>);
  constructor(input: unknown) {
    super(input);
  }

  /** The fields as plain data that JSON can hold, in the order of declaration. */
  override toDict(options?: DictOptions): FieldDict<Self, ValueObject> {
    return super.toDict(options) as never;
  }

  /**
   * A copy with some values changed; an optional one is taken away by giving undefined.
   *
   * @throws ValidationError when the new value breaks a rule.
   */
  with(changes: Changes<ConstructionInput<Self, ValueObject>>): this {
    return copyWith(this, changes);
  }
}

Object.defineProperty(ValueObject.prototype, kindOf, { value: 'valueObject' });
