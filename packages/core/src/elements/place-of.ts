import type { Path } from '../errors/violation.js';
import { Children } from './children.js';
import { modelOfInstance } from './element.js';

type Slots = Record<symbol, unknown>;

/** Where a child lies in its parent: the field, and the 0-based position in a collection. Empty when it is not there. */
export function placeOf(child: object, parent: object): Path {
  const { fields, slots } = modelOfInstance(parent);
  for (const [index, { name }] of fields.entries()) {
    const value = (parent as Slots)[slots[index]!];
    if (value === child) return [name];
    const position = value instanceof Children ? value.toArray().indexOf(child) : -1;
    if (position >= 0) return [name, position];
  }
  return [];
}

/** Makes a parent forget a child, as if it had never been there. */
export function forget(child: object, parent: object): void {
  for (const slot of modelOfInstance(parent).slots) {
    const value = (parent as Slots)[slot];
    if (value === child) (parent as Slots)[slot] = undefined;
    else if (value instanceof Children) Children.forget(value, child);
  }
}
