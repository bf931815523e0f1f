import { modelOf, modelOfInstance, requireModel } from './element.js';
import type { JsonInput } from './json-input.js';
import { standardProperties, type ElementSchema, type StandardProperties } from './standard-schema.js';
import { Stateful } from './stateful.js';

/** What all elements that never change have in common. Extend one of the element classes instead. */
export abstract class Immutable extends Stateful {
  /**
   * The class as a Standard Schema, without its types: frameworks look for it here.
   *
   * @throws DomainryError CLASS_NOT_REGISTERED.
   */
  static get '~standard'(): StandardProperties<Readonly<Record<string, unknown>>, object> {
    return standardProperties(requireModel(this)) as StandardProperties<
      Readonly<Record<string, unknown>>,
      object
    >;
  }

  /**
   * The class as a Standard Schema, with its types, for any framework that takes one. Validating gives an instance, or
   * everything that is wrong.
   *
   * @example
   * ```ts fragment
   * // A framework takes the schema itself: sValidator('json', Withdraw.schema())
   * const outcome = await Withdraw.schema()['~standard'].validate({ accountId: '1234', amount: 50 });
   * if (outcome.issues === undefined) outcome.value.amount;
   * ```
   * @throws DomainryError CLASS_NOT_REGISTERED.
   */
  static schema<Instance extends Immutable>(
    this: abstract new (...given: never[]) => Instance,
  ): ElementSchema<JsonInput<Instance>, Instance> {
    return { '~standard': standardProperties(requireModel(this)) as never };
  }

  /** Whether the other has the same class and the same values. */
  equals(other: unknown): boolean {
    if (this === other) return true;
    if (typeof other !== 'object' || other === null || modelOf(other.constructor) === undefined) return false;
    return modelOfInstance(this).equals(this, other);
  }
}

/** A copy of an immutable element with some values changed; checked as at construction. */
export function copyWith<Instance extends Immutable>(instance: Instance, changes: object): Instance {
  const { cls, fields } = modelOfInstance(instance);
  const values = instance as unknown as Readonly<Record<string, unknown>>;
  const given: Record<string, unknown> = {};
  for (const { name } of fields) given[name] = values[name];
  return new (cls as unknown as new (input: object) => Instance)({ ...given, ...changes });
}
