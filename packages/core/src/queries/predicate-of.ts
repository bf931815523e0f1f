import { phraseReceived } from '../errors/violation.js';
import { isPlainObject } from '../fields/plain-object.js';
import { Combination } from './criteria.js';
import { compareField, wrongValue } from './compare-field.js';
import { fieldOf, invalidQuery, pathFrom, type FieldPath } from './field-path.js';
import { allOf, everything, isAbsent } from './conditions.js';
import type { Predicate } from './predicate.js';
import { sameElement } from './same-element.js';
import type { Shape } from './shape.js';

/** How deep criteria may be nested: they may come from a request. */
const deepest = 100;

/**
 * The condition that criteria stand for, checked against the fields of an element, its values in stored form.
 *
 * @throws DomainryError QUERY_INVALID that names the field and says what was meant.
 */
export function predicateOf(shape: Shape, criteria: unknown): Predicate {
  return build({ shape, path: [], depth: 0 }, criteria);
}

/** Where in the criteria we are: an element, reached by a path from the one that is asked for. */
interface Place {
  readonly shape: Shape;
  readonly path: readonly string[];
  readonly depth: number;
}

function build(place: Place, criteria: unknown): Predicate {
  if (place.depth > deepest) {
    throw invalidQuery(
      place.shape,
      `A condition on ${place.shape.name} is nested more than ${deepest} deep.`,
      [],
    );
  }
  if (criteria instanceof Combination) {
    const parts = criteria.parts.map((part) => build({ ...place, depth: place.depth + 1 }, part));
    if (criteria.kind === 'not') return Object.freeze({ kind: 'not', part: parts[0] ?? everything });
    return criteria.kind === 'and'
      ? allOf(parts)
      : Object.freeze({ kind: 'or', parts: Object.freeze(parts) });
  }
  if (!isPlainObject(criteria)) {
    throw invalidQuery(
      place.shape,
      `A condition on ${place.shape.name}: expected an object of conditions by field, or and(…), or(…), not(…), received ${phraseReceived(criteria)}.`,
      place.path,
    );
  }
  const names = Object.keys(criteria);
  if (names.length === 1) return fieldCondition(place, names[0]!, criteria[names[0]!]);
  return allOf(names.map((name) => fieldCondition(place, name, criteria[name])));
}

function fieldCondition(place: Place, given: string, condition: unknown): Predicate {
  const { shape, depth } = place;
  const field = fieldOf(shape, given);
  const path = pathFrom(place.path, field);
  if (condition === undefined) {
    throw invalidQuery(
      shape,
      `${shape.name}.${field.descriptor.name}: the condition is undefined, which could be meant as anything. Leave the field out, or ask for null to find what is absent.`,
      path,
    );
  }
  const { nested } = field;
  if (nested?.kind === 'children' || nested?.kind === 'valueObjects') {
    return memberConditions(place, field, path, condition);
  }
  if (condition === null) return isAbsent(path, true);
  if (nested !== undefined) {
    if (condition instanceof Combination || isPlainObject(condition)) {
      return build({ shape: nested.shape(), path, depth: depth + 1 }, condition);
    }
    return sameElement(shape, field, path, condition);
  }
  if (!isPlainObject(condition)) return compareField(shape, place.path, field, 'equals', condition);
  return allOf(
    Object.keys(condition).map((lookup) => compareField(shape, place.path, field, lookup, condition[lookup])),
  );
}

const quantifiers = ['some', 'every', 'none'] as const;

function memberConditions(
  { shape, depth }: Place,
  field: FieldPath,
  path: readonly string[],
  condition: unknown,
): Predicate {
  if (!isPlainObject(condition)) {
    throw wrongValue(shape, field, undefined, 'conditions on some, every or none of them', condition);
  }
  return allOf(
    Object.keys(condition).map((given) => {
      const quantifier = quantifiers.find((known) => known === given);
      if (quantifier === undefined) {
        throw invalidQuery(
          shape,
          `${shape.name}.${field.descriptor.name}: ${given} is no question to a collection. Ask for some, every or none of its members.`,
          path,
        );
      }
      const members = (field.nested as NonNullable<FieldPath['nested']>).shape();
      const part = build({ shape: members, path: [], depth: depth + 1 }, condition[given]);
      return Object.freeze({ kind: 'members', path, quantifier, part });
    }),
  );
}
