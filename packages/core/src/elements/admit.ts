import { ValidationError } from '../errors/validation-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection } from '../fields/inspection.js';
import { acceptNested, modelOf } from '../fields/nested-rule.js';
import { isPlainObject } from '../fields/plain-object.js';
import type { Children } from './children.js';

/** How a collection turns what it is given into a child. */
export function admitTo(parent: object, field: FieldDescriptor): (given: unknown, place: number) => object {
  const target = field.target!;
  return (given, place) => {
    const cls = target.resolve();
    const { name } = modelOf(target);
    if (given instanceof cls) return given;
    if (!isPlainObject(given)) return refuse(parent, field, given, place);
    // What the child was built from is checked by its own constructor, which is compiled; only the place is ours.
    try {
      return new (cls as unknown as new (given: object) => object)(given);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const inspection = inspectionAt(parent, field, place);
      inspection.adopt(error.violations, name);
      throw new ValidationError(inspection.violations, inspection.subject);
    }
  };
}

function refuse(parent: object, field: FieldDescriptor, given: unknown, place: number): never {
  const inspection = inspectionAt(parent, field, place);
  acceptNested(field.target!, given, inspection);
  throw new ValidationError(inspection.violations, inspection.subject);
}

function inspectionAt(parent: object, field: FieldDescriptor, place: number): Inspection {
  const inspection = new Inspection(parent.constructor.name, 'code');
  inspection.enter(field.name);
  inspection.enter(place);
  return inspection;
}

/** The children of a collection as plain data. */
export function dictsOf(collection: Children<object>): Record<string, JsonValue>[] {
  const dicts: Record<string, JsonValue>[] = [];
  for (const child of collection.toArray())
    dicts.push((child as { toDict(): Record<string, JsonValue> }).toDict());
  return dicts;
}
