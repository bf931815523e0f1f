import type { ElementModel } from '../elements/element-model.js';
import type { StateShape } from '../ports/state-store.js';
import { shapeOf } from '../queries/element-shape.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { indexRulesOf, uniqueRulesOf } from './declared-rules.js';

/** One shape for each class and table, so that stores know it again. */
const shapes = new WeakMap<ElementModel, Map<string, StateShape>>();

/**
 * What a store has to know of the states of an aggregate or projection. Its references must have been resolved.
 *
 * @param table - what it is called there; the stored name of the element when absent.
 */
export function stateShapeOf(element: RegisteredElement, table: string = element.storedAs!): StateShape {
  const { model } = element;
  let ofModel = shapes.get(model!);
  if (ofModel === undefined) shapes.set(model!, (ofModel = new Map()));
  let shape = ofModel.get(table);
  if (shape === undefined) {
    const fields = shapeOf(model!);
    shape = Object.freeze({
      ...fields,
      storedAs: table,
      identity: model!.identity!,
      uniques: uniqueRulesOf(element, fields),
      indexes: indexRulesOf(element),
    });
    ofModel.set(table, shape);
  }
  return shape;
}
