import { DomainryError } from '../errors/domainry-error.js';
import { nestedModel, type ElementReference, type NestedModel } from './element-reference.js';
import { deepest, REJECTED, type Inspection } from './inspection.js';
import { isPlainObject } from './plain-object.js';
import type { ValueRule } from './value-rule.js';

/** The rule of fields that hold an instance of another class: taken as it is, or built from plain values. */
export function nestedRule(reference: ElementReference): ValueRule {
  const accept = (value: unknown, inspection: Inspection): unknown =>
    acceptNested(reference, value, inspection);
  return {
    accept,
    decode: accept,
    encode: (kept) => modelOf(reference).toDict(kept as object),
    equals: (kept, other) => modelOf(reference).equals(kept as object, other as object),
    schema: () => modelOf(reference).schema(),
  };
}

/** Accepts an instance of the class referred to, or the values of one. */
export function acceptNested(
  reference: ElementReference,
  value: unknown,
  inspection: Inspection,
): object | typeof REJECTED {
  const cls = reference.resolve();
  const model = modelOf(reference);
  if (value instanceof cls) return value;
  if (!isPlainObject(value)) {
    return inspection.reject('type', model.name, value, `a ${model.name}, or the values to build one from`);
  }
  // Classes may hold themselves, and hostile values may hold themselves without end.
  if (inspection.depth > deepest) {
    return inspection.reject('depth', `<= ${deepest} levels`, value, `at most ${deepest} levels of nesting`);
  }
  if (inspection.isOver || !inspection.count(value)) return REJECTED;
  return model.build(value, inspection);
}

/**
 * What is known of the class referred to.
 *
 * @throws DomainryError CLASS_NOT_REGISTERED when it has not been registered; REFERENCE_UNRESOLVED when there is none.
 */
export function modelOf(reference: ElementReference): NestedModel {
  const model = reference.resolve()[nestedModel];
  if (model) return model;
  throw new DomainryError(
    'CLASS_NOT_REGISTERED',
    `A field holds ${reference.label}, which no domain has registered, or only as abstract. Decorate that class with the decorator of a domain.`,
    { details: { element: reference.label } },
  );
}
