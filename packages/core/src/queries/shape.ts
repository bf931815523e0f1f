import type { FieldDescriptor } from '../fields/field.js';

/** What a condition has to know of the data it is about: the fields of an element, and what they hold. */
export interface Shape {
  /** Name of the element, for messages. */
  readonly name: string;
  /** In order of declaration, the identity among them. */
  readonly fields: readonly FieldDescriptor[];
  /** Shapes of what fields hold, by name of the field: child entities and value objects, alone or many. */
  readonly nested: ReadonlyMap<string, NestedShape>;
}

/** What a field holds when it is no single value. A nested shape may hold itself, so it is looked up when needed. */
export interface NestedShape {
  readonly kind: 'child' | 'children' | 'valueObject' | 'valueObjects';
  readonly shape: () => Shape;
}
