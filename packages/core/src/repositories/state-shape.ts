import type { ElementModel } from '../elements/element-model.js';
import type { StateShape } from '../ports/state-store.js';
import { shapeOf } from '../queries/element-shape.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { indexRulesOf, uniqueRulesOf } from './declared-rules.js';

/** One shape for each class, so that stores know it again. */
const shapes = new WeakMap<ElementModel, StateShape>();

/** What a store has to know of the states of an aggregate or projection. Its references must have been resolved. */
export function stateShapeOf(element: RegisteredElement): StateShape {
  const { model, storedAs } = element;
  let shape = shapes.get(model!);
  if (shape === undefined) {
    const fields = shapeOf(model!);
    shape = Object.freeze({
      ...fields,
      storedAs: storedAs!,
      identity: model!.identity!,
      uniques: uniqueRulesOf(element, fields),
      indexes: indexRulesOf(element),
    });
    shapes.set(model!, shape);
  }
  return shape;
}
