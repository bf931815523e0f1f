import { modelOfInstance } from '../elements/element.js';
import { storedFormOf } from '../elements/stored-form.js';
import { wrongValue } from './compare-field.js';
import { allOf, compare, isAbsent } from './conditions.js';
import { invalidQuery, type FieldPath, type StoredData } from './field-path.js';
import type { Predicate } from './predicate.js';
import type { Shape } from './shape.js';

/** Equality with a value object: each of its fields is the same. */
export function sameElement(
  shape: Shape,
  field: FieldPath,
  path: readonly string[],
  value: unknown,
): Predicate {
  const held = (field.nested as NonNullable<FieldPath['nested']>).shape();
  const model = typeof value === 'object' && value !== null ? modelOfInstance(value) : undefined;
  if (model?.kind !== 'valueObject' || model.fields !== held.fields) {
    throw wrongValue(shape, field, 'equals', `a ${held.name}, or conditions on its fields`, value);
  }
  return sameData(held, path, storedFormOf(model).write(value as object));
}

function sameData(shape: Shape, path: readonly string[], data: StoredData): Predicate {
  const isThere = isAbsent(path, false);
  const parts = shape.fields.map(({ name }): Predicate => {
    const inner = Object.freeze([...path, name]);
    const value = data[name] ?? null;
    const nested = shape.nested.get(name);
    if (nested === undefined) return compare(inner, 'equals', value);
    if (value === null) return isAbsent(inner, true);
    if (nested.kind === 'valueObject') return sameData(nested.shape(), inner, value as StoredData);
    throw invalidQuery(
      shape,
      `${shape.name}.${name} holds many elements, so that no query can compare it as a whole. Ask for some, every or none of them.`,
      inner,
    );
  });
  return allOf([isThere, ...parts]);
}
