import type { ElementModel } from '../elements/element-model.js';
import type { FieldDescriptor } from '../fields/field.js';
import { modelOf } from '../fields/nested-rule.js';
import type { NestedShape, Shape } from './shape.js';

const shapes = new WeakMap<ElementModel, Shape>();

/** The shape of what is stored of an element class. */
export function shapeOf(model: ElementModel): Shape {
  const known = shapes.get(model);
  if (known !== undefined) return known;
  const nested = new Map<string, NestedShape>();
  for (const field of model.fields) {
    const held = nestedShapeOf(field);
    if (held !== undefined) nested.set(field.name, held);
  }
  const shape: Shape = Object.freeze({ name: model.name, fields: model.fields, nested });
  shapes.set(model, shape);
  return shape;
}

const nestedKinds: Partial<Record<FieldDescriptor['kind'], NestedShape['kind']>> = {
  valueObject: 'valueObject',
  hasOne: 'child',
  hasMany: 'children',
};

function nestedShapeOf(field: FieldDescriptor): NestedShape | undefined {
  const holder = field.kind === 'list' && field.items?.kind === 'valueObject' ? field.items : field;
  const kind = nestedKinds[holder.kind];
  const { target } = holder;
  if (kind === undefined || target === undefined) return undefined;
  return {
    kind: holder === field ? kind : 'valueObjects',
    // Models of fields are the models of elements; fields only know less of them.
    shape: () => shapeOf(modelOf(target) as ElementModel),
  };
}
