import type { IndexRule, UniqueRule } from '../ports/state-store.js';
import { predicateOf } from '../queries/predicate-of.js';
import type { Shape } from '../queries/shape.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { indexOptionsOf, uniqueOptionsOf } from '../registry/index-options.js';

/**
 * What must be unique among the states of an element: fields that say so themselves, and the rules in its options. The
 * identity is unique anyway.
 *
 * @throws DomainryError QUERY_INVALID when the condition of a rule does not fit the fields.
 */
export function uniqueRulesOf({ fields, options }: RegisteredElement, shape: Shape): readonly UniqueRule[] {
  const single = fields
    .filter(({ unique, identifier }) => unique && !identifier)
    .map(({ name }) => Object.freeze({ name, fields: Object.freeze([name]) }));
  const declared = uniqueOptionsOf(options).map((rule) =>
    Object.freeze({
      name: rule.name ?? rule.fields.join('_'),
      fields: Object.freeze([...rule.fields]),
      ...(rule.where === undefined ? {} : { where: predicateOf(shape, rule.where) }),
    }),
  );
  return Object.freeze([...single, ...declared]);
}

/**
 * What the states of an element are often looked up by, from its options.
 *
 * @throws DomainryError QUERY_INVALID when the condition of an index does not fit the fields.
 */
export function indexRulesOf({ options }: RegisteredElement, shape: Shape): readonly IndexRule[] {
  return Object.freeze(
    indexOptionsOf(options).map(({ fields, where, include, name }) =>
      Object.freeze({
        name: name ?? fields.map(withoutSign).join('_'),
        fields: Object.freeze([...fields]),
        ...(where === undefined ? {} : { where: predicateOf(shape, where) }),
        ...(include === undefined ? {} : { include: Object.freeze([...include]) }),
      }),
    ),
  );
}

function withoutSign(field: string): string {
  return field.replace(/^-/, '');
}
