import type { JsonValue } from '../errors/violation.js';
import type { Lookup, Predicate } from './predicate.js';

/** The condition that always holds. */
export const everything: Predicate = Object.freeze({ kind: 'everything' });

/** The condition that all of several hold. */
export function allOf(parts: readonly Predicate[]): Predicate {
  // Most conditions are one.
  if (parts.length === 1) return parts[0]!;
  const telling = parts.filter(({ kind }) => kind !== 'everything');
  const [only] = telling;
  if (only === undefined) return everything;
  return telling.length === 1 ? only : Object.freeze({ kind: 'and', parts: Object.freeze(telling) });
}

/** The condition that two hold. */
export function bothOf(one: Predicate, other: Predicate): Predicate {
  return one.kind === 'everything' ? other : allOf([one, other]);
}

export function compare(path: readonly string[], lookup: Lookup, value: JsonValue): Predicate {
  return Object.freeze({ kind: 'compare', path, lookup, value });
}

/** The condition that a field is absent, or that it is not. */
export function isAbsent(path: readonly string[], is: boolean): Predicate {
  return compare(path, 'isNull', is);
}
