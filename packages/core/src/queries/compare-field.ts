import { phraseReceived, type JsonValue } from '../errors/violation.js';
import { isPlainObject } from '../fields/plain-object.js';
import { suggestName } from '../fields/suggest-name.js';
import { compare, isAbsent } from './conditions.js';
import { fieldOf, invalidQuery, pathFrom, type FieldPath } from './field-path.js';
import { familyOf, lookupsFor, takesText } from './fitting-lookups.js';
import type { Lookup, Predicate } from './predicate.js';
import { queryValue } from './query-value.js';
import type { Shape } from './shape.js';

/**
 * The condition that a field is compared with something.
 *
 * @param prefix - path to the element that has the field.
 * @throws DomainryError QUERY_INVALID when the comparison or the value does not fit the field.
 */
export function compareField(
  shape: Shape,
  prefix: readonly string[],
  field: FieldPath,
  given: string,
  value: unknown,
): Predicate {
  const path = pathFrom(prefix, field);
  const lookup = fittingLookup(shape, field, given);
  if (lookup === 'isNull') {
    if (typeof value === 'boolean') return isAbsent(path, value);
    throw wrongValue(shape, field, lookup, 'true or false', value);
  }
  if (
    isPlainObject(value) &&
    typeof value['field'] === 'string' &&
    familyOf(field.descriptor) !== undefined
  ) {
    return fieldComparison(shape, prefix, field, path, lookup, value['field']);
  }
  return compare(path, lookup, operand(shape, field, lookup, value));
}

function fittingLookup(shape: Shape, field: FieldPath, given: string): Lookup {
  const fitting = lookupsFor(field.descriptor);
  const lookup = fitting.find((known) => known === given);
  if (lookup !== undefined) return lookup;
  const meant = suggestName(given, fitting);
  const fix = meant === undefined ? `Comparisons: ${fitting.join(', ')}.` : `Did you mean ${meant}?`;
  throw invalidQuery(
    shape,
    `${nameOf(shape, field)}: ${given} is no comparison for a field of kind ${field.descriptor.kind}. ${fix}`,
    [field.descriptor.name],
  );
}

/** What a field is compared with, in stored form. */
function operand(shape: Shape, field: FieldPath, lookup: Lookup, value: unknown): JsonValue {
  if (takesText(lookup)) {
    if (typeof value === 'string') return value;
    throw wrongValue(shape, field, lookup, 'a text', value);
  }
  const isMany = lookup === 'in' || lookup === 'hasAny' || lookup === 'hasAll';
  if (isMany && !Array.isArray(value)) throw wrongValue(shape, field, lookup, 'an array', value);
  const isMember = lookup === 'has' || lookup === 'hasAny' || lookup === 'hasAll';
  const descriptor = isMember ? (field.descriptor.items ?? field.descriptor) : field.descriptor;
  const isNullable = lookup === 'equals' || lookup === 'in';
  const one = (item: unknown): JsonValue => {
    if (item === null && isNullable) return null;
    const result = queryValue(descriptor, item);
    if ('stored' in result) return result.stored;
    throw wrongValue(shape, field, lookup, result.expected, item);
  };
  return isMany ? freeze((value as unknown[]).map(one)) : one(value);
}

function fieldComparison(
  shape: Shape,
  prefix: readonly string[],
  field: FieldPath,
  path: readonly string[],
  lookup: Lookup,
  name: string,
): Predicate {
  const other = fieldOf(shape, name);
  const family = familyOf(field.descriptor);
  if (familyOf(other.descriptor) !== family) {
    throw invalidQuery(
      shape,
      `${nameOf(shape, field)} and ${nameOf(shape, other)} cannot be compared: one is of kind ${field.descriptor.kind}, the other of kind ${other.descriptor.kind}. Compare fields of like kinds.`,
      path,
    );
  }
  if (lookup === 'equals' || lookup === 'gt' || lookup === 'gte' || lookup === 'lt' || lookup === 'lte') {
    const otherPath = pathFrom(prefix, other);
    return freeze<Predicate>({ kind: 'compareFields', path, lookup, other: otherPath });
  }
  throw wrongValue(shape, field, lookup, 'a value', { field: name });
}

/** The error of a value that a field cannot be compared with. */
export function wrongValue(
  shape: Shape,
  field: FieldPath,
  lookup: Lookup | undefined,
  expected: string,
  received: unknown,
): Error {
  const question = lookup === undefined ? '' : ` to compare with (${lookup})`;
  return invalidQuery(
    shape,
    `${nameOf(shape, field)}: expected ${expected}${question}, received ${phraseReceived(received)}.`,
    [field.descriptor.name],
  );
}

function nameOf(shape: Shape, { descriptor }: FieldPath): string {
  return `${shape.name}.${descriptor.name}`;
}

function freeze<Value extends object>(value: Value): Readonly<Value> {
  return Object.freeze(value);
}
