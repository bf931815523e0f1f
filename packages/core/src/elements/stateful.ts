import { locate } from '../change/journal.js';
import { ValidationError } from '../errors/validation-error.js';
import type { JsonValue, Path } from '../errors/violation.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import type { JsonSchema } from '../fields/value-rule.js';
import type { AnyClass } from '../metadata.js';
import { letGo } from './attach.js';
import type { DictOptions } from './dict-options.js';
import { modelOf, requireFinishedClass, requireModel } from './element.js';
import { forget, placeOf } from './place-of.js';
import { refuseInput } from './construct.js';
import { jsonSchemaOf, type JsonSchemaOptions } from './json-schema.js';
import { writeDict } from './write-dict.js';

/** Node's key for the method that prints an object. */
const inspectKey = Symbol.for('nodejs.util.inspect.custom');

/** What all elements with fields have in common. Extend one of the element classes instead. */
export abstract class Stateful {
  constructor(argument: unknown) {
    requireFinishedClass(argument, new.target as unknown as AnyClass);
  }

  /**
   * Builds an instance from plain data, as read from JSON: instants from RFC 3339 text, decimals and big integers from
   * digits, nested elements from plain objects. Everything is checked, as at construction.
   *
   * @throws ValidationError with all violations.
   */
  static fromDict<Instance extends Stateful>(
    this: abstract new (...given: never[]) => Instance,
    dict: unknown,
    options: DictOptions = {},
  ): Instance {
    const model = requireModel(this);
    if (typeof dict !== 'object' || dict === null || Array.isArray(dict)) throw refuseInput(this.name, dict);
    const inspection = new Inspection(model.name, 'json', options);
    const instance = model.build(dict, inspection);
    if (instance === REJECTED) throw new ValidationError(inspection.violations, model.name);
    return instance as Instance;
  }

  /**
   * JSON Schema of what {@link Stateful.fromDict} takes; with `side: 'output'`, of what {@link Stateful.toDict} gives.
   *
   * @throws DomainryError CLASS_NOT_REGISTERED; SCHEMA_TARGET when the draft is not supported.
   */
  static jsonSchema(
    this: abstract new (...given: never[]) => Stateful,
    options?: JsonSchemaOptions,
  ): JsonSchema {
    return jsonSchemaOf(requireModel(this), options);
  }

  /**
   * Derives values once the given ones and the defaults are in place, before the invariants are checked. Override it
   * to fill in what depends on other fields. Assignments here are checked by the fields only.
   */
  protected defaults(): void {}

  /**
   * The fields as plain data that JSON can hold, in the order of declaration. Decorators of class-transformer have a
   * say in it.
   */
  toDict(options?: DictOptions): object {
    return (this as unknown as { [writeDict](given?: DictOptions): object })[writeDict](options);
  }

  /** What `JSON.stringify` writes: {@link Stateful.toDict}. */
  toJSON(): JsonValue {
    return this.toDict() as JsonValue;
  }

  /** @internal */
  [locate](child: object): Path {
    return placeOf(child, this);
  }

  /** @internal */
  [letGo](child: object): void {
    forget(child, this);
  }

  /** Prints the values instead of the internals. */
  [inspectKey](
    depth: number | null,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const model = modelOf(this.constructor);
    // A prototype, or an instance that was never finished.
    if (model === undefined) return this as never;
    const shown = Object.fromEntries(
      model.fields.map(({ name }) => [name, (this as unknown as Record<string, unknown>)[name]]),
    );
    if (depth !== null && depth < 0) return `[${model.name}]`;
    return `${model.name} ${inspect(shown, { ...options, depth })}`;
  }
}
