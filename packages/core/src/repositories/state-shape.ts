import type { ElementModel } from '../elements/element-model.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { StateShape, UniqueRule } from '../ports/state-store.js';
import { shapeOf } from '../queries/element-shape.js';
import type { RegisteredElement } from '../registry/registered-element.js';

/** One shape for each class, so that stores know it again. */
const shapes = new WeakMap<ElementModel, StateShape>();

/** What a store has to know of the states of an aggregate or projection. Its references must have been resolved. */
export function stateShapeOf({ model, storedAs }: RegisteredElement): StateShape {
  let shape = shapes.get(model!);
  if (shape === undefined) {
    shape = Object.freeze({
      ...shapeOf(model!),
      storedAs: storedAs!,
      identity: model!.identity!,
      uniques: Object.freeze(model!.fields.filter(({ unique }) => unique).map(uniqueRule)),
      indexes: Object.freeze([]),
    });
    shapes.set(model!, shape);
  }
  return shape;
}

function uniqueRule({ name }: FieldDescriptor): UniqueRule {
  return Object.freeze({ name, fields: Object.freeze([name]) });
}
