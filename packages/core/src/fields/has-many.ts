import type { JsonValue } from '../errors/violation.js';
import type { ChildCollection } from './child-collection.js';
import { ElementReference, type ElementTarget } from './element-reference.js';
import { declareField, type FieldDecorator } from './field.js';
import type { FieldOptions, OnlyOptions } from './field-options.js';
import { REJECTED, type Inspection } from './inspection.js';
import { acceptNested, modelOf } from './nested-rule.js';
import type { ValueRule } from './value-rule.js';

/** Options of `field.hasMany`. */
export interface HasManyOptions extends Pick<
  FieldOptions<never>,
  'description' | 'storedAs' | 'renamedFrom' | 'deprecated' | 'personal'
> {}

/**
 * Entities that belong to this one and live and die with it. The property is always there and holds a collection that
 * is changed by `add` and `remove`; construction takes an array of entities or of the values to build them from.
 *
 * @param target - the class; a thunk when it is defined later; or its name in the same domain.
 *
 * @example
 * ```ts fragment
 * @field.hasMany(() => OrderLine) readonly lines!: Children<OrderLine>;
 * ```
 */
export function hasMany<T extends object = object, const Options extends HasManyOptions = {}>(
  target: ElementTarget<T>,
  options?: OnlyOptions<Options, HasManyOptions>,
): FieldDecorator<ChildCollection<T>, 'required'> {
  return declareField({
    kind: 'hasMany',
    options: (options ?? {}) as Readonly<Record<string, unknown>>,
    ownOptions: [],
    refusedOptions: [
      'required',
      'default',
      'nullable',
      'unique',
      'identifier',
      'readOnly',
      'validators',
      'examples',
    ],
    plan: () => {
      const reference = new ElementReference(target);
      return { rule: childrenRule(reference), target: reference, presence: 'defaulted' };
    },
  });
}

/** Accepts an array and gives an array of entities; the collection around it is made by the element that owns it. */
function childrenRule(reference: ElementReference): ValueRule {
  const accept = (value: unknown, inspection: Inspection): unknown => {
    if (!Array.isArray(value)) return inspection.reject('type', 'array', value, 'an array of entities');
    const children: object[] = [];
    let fine = true;
    for (let index = 0; index < value.length; index++) {
      if (inspection.isOver || !inspection.count(value)) return REJECTED;
      const child = inspection.within(index, () => acceptNested(reference, value[index], inspection));
      if (child === REJECTED) fine = false;
      else children.push(child);
    }
    return fine ? Object.freeze(children) : REJECTED;
  };
  return {
    accept,
    decode: accept,
    encode: (kept): JsonValue => {
      const model = modelOf(reference);
      return Array.from(kept as Iterable<object>, (child) => model.toDict(child));
    },
    schema: () => ({ type: 'array', items: modelOf(reference).schema() }),
  };
}
