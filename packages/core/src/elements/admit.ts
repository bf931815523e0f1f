import { ValidationError } from '../errors/validation-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import { acceptNested } from '../fields/nested-rule.js';
import type { Children } from './children.js';

/** How a collection turns what it is given into a child. */
export function admitTo(parent: object, field: FieldDescriptor): (given: unknown, place: number) => object {
  return (given, place) => {
    const inspection = new Inspection(parent.constructor.name, 'code');
    const child = inspection.within(field.name, () =>
      inspection.within(place, () => acceptNested(field.target!, given, inspection)),
    );
    if (child === REJECTED) throw new ValidationError(inspection.violations, inspection.subject);
    return child as object;
  };
}

/** The children of a collection as plain data. */
export function dictsOf(collection: Children<object>): Record<string, JsonValue>[] {
  const dicts: Record<string, JsonValue>[] = [];
  for (const child of collection.toArray())
    dicts.push((child as { toDict(): Record<string, JsonValue> }).toDict());
  return dicts;
}
