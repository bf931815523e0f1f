import type { ElementModel } from '../elements/element-model.js';
import type { StateShape } from '../ports/state-store.js';
import type { TableMapping } from '../ports/table-mapping.js';
import { shapeOf } from '../queries/element-shape.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { indexRulesOf, uniqueRulesOf } from './declared-rules.js';
import type { TableModel } from './table-model.js';

/** One shape for each class, table and mapping, so that stores know it again. */
const shapes = new WeakMap<ElementModel, Map<string, Map<TableMapping | undefined, StateShape>>>();

/**
 * What a store has to know of the states of an aggregate or projection. Its references must have been resolved.
 *
 * @param model - how they lie there; under the stored name of the element, and as it is by itself, when absent.
 */
export function stateShapeOf(
  element: RegisteredElement,
  { table, mapping }: TableModel = { table: element.storedAs! },
): StateShape {
  const { model } = element;
  let ofModel = shapes.get(model!);
  if (ofModel === undefined) shapes.set(model!, (ofModel = new Map()));
  let ofTable = ofModel.get(table);
  if (ofTable === undefined) ofModel.set(table, (ofTable = new Map()));
  let shape = ofTable.get(mapping);
  if (shape === undefined) {
    const fields = shapeOf(model!);
    shape = Object.freeze({
      ...fields,
      storedAs: table,
      identity: model!.identity!,
      uniques: uniqueRulesOf(element, fields),
      indexes: indexRulesOf(element, fields),
      ...(mapping === undefined ? {} : { mapping }),
    });
    ofTable.set(mapping, shape);
  }
  return shape;
}
