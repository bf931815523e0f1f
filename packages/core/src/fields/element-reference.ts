import { DomainryError } from '../errors/domainry-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { AnyClass } from '../metadata.js';
import type { Inspection, REJECTED } from './inspection.js';
import type { JsonSchema } from './value-rule.js';

/**
 * How one element names another: by class, by a thunk (for classes that are defined later or import each other), or by
 * the name of a class of the same domain.
 */
export type ElementTarget<T extends object = object> =
  string | (abstract new (...args: never[]) => T) | (() => abstract new (...args: never[]) => T);

/** What fields need to know of a compiled class in order to hold instances of it. */
export interface NestedModel {
  readonly name: string;
  /** Builds an instance from plain values, as strictly as the source of the inspection asks for. */
  build(values: object, inspection: Inspection): object | typeof REJECTED;
  toDict(instance: object): JsonValue;
  equals(one: object, other: object): boolean;
  schema(): JsonSchema;
}

/** Where a compiled class keeps its {@link NestedModel}. */
export const nestedModel: unique symbol = Symbol('nested model');

/** A class whose instances can be held by fields of others. */
export type NestedClass = AnyClass & { readonly [nestedModel]?: NestedModel };

/** Finds a class of a domain by its name; undefined when there is none. */
export type FindByName = (name: string) => AnyClass | undefined;

/** A reference to another element, resolved once and then remembered. */
export class ElementReference {
  #find: FindByName | undefined;
  #resolved: NestedClass | undefined;

  /**
   * @param given - what the user wrote. `undefined` is what a circular import leaves of a class; it is reported when
   *   the domain is initialised.
   */
  constructor(readonly given: ElementTarget | undefined) {}

  /** Tells where names are looked up. The registry of the domain calls it when the class is registered. */
  bind(find: FindByName): void {
    this.#find = find;
  }

  /** The class referred to, or undefined when it cannot be found (yet). */
  find(): NestedClass | undefined {
    return (this.#resolved ??= this.#look());
  }

  /**
   * The class referred to.
   *
   * @throws DomainryError REFERENCE_UNRESOLVED when it cannot be found.
   */
  resolve(): NestedClass {
    const found = this.find();
    if (found) return found;
    throw new DomainryError(
      'REFERENCE_UNRESOLVED',
      `A reference to ${this.label} could not be resolved. Register that element with the same domain before it is used.`,
      { details: { reference: this.label } },
    );
  }

  /** The name referred to, as far as it is known without resolving. */
  get label(): string {
    if (typeof this.given === 'string') return this.given;
    return this.find()?.name ?? (this.given === undefined ? 'undefined' : String(this.given));
  }

  #look(): NestedClass | undefined {
    const given = this.given;
    if (typeof given === 'string') return this.#find?.(given) as NestedClass | undefined;
    if (typeof given !== 'function') return undefined;
    return isClass(given) ? (given as NestedClass) : ((given as () => unknown)() as NestedClass | undefined);
  }
}

/** Whether a function is a class; thunks are arrow functions and have no prototype. */
function isClass(candidate: Function): boolean {
  return candidate.prototype !== undefined;
}
