import type { JsonValue } from '../errors/violation.js';
import { followPath, invalidQuery, type FieldPath, type StoredData } from './field-path.js';
import { foldCase } from './fold-case.js';
import type { Lookup, Predicate } from './predicate.js';
import type { Shape } from './shape.js';
import { exactOrder, isExact, orderOf, type ValueOrder } from './value-order.js';

/** Whether the stored data of an element fulfils a condition. */
export type Matcher = (data: StoredData) => boolean;

/**
 * The reference for what a condition means: every store gives the answers that this gives.
 *
 * A condition is true or false, never unknown: an absent value is equal to nothing but absence, is neither less nor
 * greater than anything, and contains nothing. `not` is the exact complement. See docs/adr/0021.
 *
 * @throws DomainryError QUERY_INVALID when the condition does not fit the fields.
 */
export function matcherOf(shape: Shape, predicate: Predicate): Matcher {
  switch (predicate.kind) {
    case 'everything':
      return () => true;
    case 'and': {
      const parts = predicate.parts.map((part) => matcherOf(shape, part));
      return (data) => parts.every((part) => part(data));
    }
    case 'or': {
      const parts = predicate.parts.map((part) => matcherOf(shape, part));
      return (data) => parts.some((part) => part(data));
    }
    case 'not': {
      const part = matcherOf(shape, predicate.part);
      return (data) => !part(data);
    }
    case 'compare': {
      const path = followPath(shape, predicate.path);
      const test = comparison(orderOf(path.descriptor), path, predicate.lookup, predicate.value);
      return (data) => test(path.read(data));
    }
    case 'compareFields':
      return fieldComparison(shape, predicate);
    case 'members':
      return memberMatcher(shape, predicate);
  }
}

type Test = (value: JsonValue) => boolean;

function comparison(order: ValueOrder, path: FieldPath, lookup: Lookup, value: JsonValue): Test {
  switch (lookup) {
    case 'isNull':
      return (found) => (found === null) === value;
    case 'equals':
      return equality(order, value);
    case 'in': {
      const keys = new Set((value as JsonValue[]).map((item) => keyOf(order, item)));
      return (found) => keys.has(keyOf(order, found));
    }
    case 'gt':
      return (found) => found !== null && order.compare(found, value) > 0;
    case 'gte':
      return (found) => found !== null && order.compare(found, value) >= 0;
    case 'lt':
      return (found) => found !== null && order.compare(found, value) < 0;
    case 'lte':
      return (found) => found !== null && order.compare(found, value) <= 0;
    case 'has':
    case 'hasAny':
    case 'hasAll':
      return membership(path, lookup, value);
    default:
      return textComparison(lookup, value as string);
  }
}

function equality(order: ValueOrder, value: JsonValue): Test {
  if (value === null) return (found) => found === null;
  return (found) => found === value || (found !== null && order.compare(found, value) === 0);
}

/** Absence has a key of its own. */
function keyOf(order: ValueOrder, value: JsonValue): string | number | boolean | null {
  return value === null ? null : order.key(value);
}

function membership({ descriptor }: FieldPath, lookup: 'has' | 'hasAny' | 'hasAll', value: JsonValue): Test {
  const order = orderOf(descriptor.items ?? descriptor);
  const wanted = (lookup === 'has' ? [value] : (value as JsonValue[])).map((item) => keyOf(order, item));
  return (found) => {
    if (!Array.isArray(found)) return false;
    const held = new Set(found.map((item: JsonValue) => keyOf(order, item)));
    return lookup === 'hasAny' ? wanted.some((key) => held.has(key)) : wanted.every((key) => held.has(key));
  };
}

type TextLookup = Exclude<
  Lookup,
  'isNull' | 'equals' | 'in' | 'gt' | 'gte' | 'lt' | 'lte' | 'has' | 'hasAny' | 'hasAll'
>;

const textTests: Readonly<Record<TextLookup, (found: string, wanted: string) => boolean>> = {
  contains: (found, wanted) => found.includes(wanted),
  startsWith: (found, wanted) => found.startsWith(wanted),
  endsWith: (found, wanted) => found.endsWith(wanted),
  equalsIgnoringCase: (found, wanted) => foldCase(found) === wanted,
  containsIgnoringCase: (found, wanted) => foldCase(found).includes(wanted),
  startsWithIgnoringCase: (found, wanted) => foldCase(found).startsWith(wanted),
  endsWithIgnoringCase: (found, wanted) => foldCase(found).endsWith(wanted),
};

function textComparison(lookup: TextLookup, value: string): Test {
  const test = textTests[lookup];
  const wanted = lookup.endsWith('IgnoringCase') ? foldCase(value) : value;
  return (found) => typeof found === 'string' && test(found, wanted);
}

function fieldComparison(
  shape: Shape,
  { path, lookup, other }: Extract<Predicate, { kind: 'compareFields' }>,
): Matcher {
  const left = followPath(shape, path);
  const right = followPath(shape, other);
  // A number that is kept as text and one that is not are compared as numbers.
  const exact = isExact(left.descriptor) || isExact(right.descriptor);
  const order = exact ? exactOrder : orderOf(left.descriptor);
  return (data) => {
    const one = left.read(data);
    const two = right.read(data);
    if (one === null || two === null) return lookup === 'equals' && one === two;
    const result = order.compare(one, two);
    if (lookup === 'equals') return result === 0;
    if (lookup === 'gt') return result > 0;
    if (lookup === 'gte') return result >= 0;
    return lookup === 'lt' ? result < 0 : result <= 0;
  };
}

function memberMatcher(
  shape: Shape,
  { path, quantifier, part }: Extract<Predicate, { kind: 'members' }>,
): Matcher {
  const { nested, read } = followPath(shape, path);
  if (nested?.kind !== 'children' && nested?.kind !== 'valueObjects') {
    throw invalidQuery(
      shape,
      `${shape.name}.${path.join('.')} is no collection, so that ${quantifier} says nothing about it. Compare the field itself.`,
      path,
    );
  }
  const matches = matcherOf(nested.shape(), part);
  return (data) => {
    const members = (read(data) ?? []) as readonly StoredData[];
    if (quantifier === 'every') return members.every(matches);
    return members.some(matches) === (quantifier === 'some');
  };
}
