import type { JsonValue } from '../errors/violation.js';

/** How a value is compared. */
export type Lookup =
  | 'equals'
  | 'equalsIgnoringCase'
  | 'contains'
  | 'containsIgnoringCase'
  | 'startsWith'
  | 'startsWithIgnoringCase'
  | 'endsWith'
  | 'endsWithIgnoringCase'
  | 'gt'
  | 'gte'
  | 'lt'
  | 'lte'
  | 'in'
  | 'isNull'
  | 'has'
  | 'hasAny'
  | 'hasAll';

/**
 * A condition on the stored state of an aggregate or projection: an immutable tree of plain data. Values are in stored
 * form, paths lead through names of fields into nested value objects and single children.
 */
export type Predicate =
  | { readonly kind: 'everything' }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Predicate[] }
  | { readonly kind: 'not'; readonly part: Predicate }
  | {
      readonly kind: 'compare';
      readonly path: readonly string[];
      readonly lookup: Lookup;
      /** An array for `in`, `hasAny` and `hasAll`, a boolean for `isNull`. */
      readonly value: JsonValue;
    }
  | {
      /** Compares two fields of the same state. */
      readonly kind: 'compareFields';
      readonly path: readonly string[];
      readonly lookup: 'equals' | 'gt' | 'gte' | 'lt' | 'lte';
      readonly other: readonly string[];
    }
  | {
      readonly kind: 'members';
      /** Leads to a collection of children or a list of value objects. */
      readonly path: readonly string[];
      readonly quantifier: 'some' | 'every' | 'none';
      readonly part: Predicate;
    };

/** One step of an ordering. */
export interface Ordering {
  readonly path: readonly string[];
  readonly direction: 'ascending' | 'descending';
  /** Where absent values go: last by default, whatever the direction. */
  readonly absent: 'first' | 'last';
}

/** Which stored states are wanted, in which order. The identity is always the last ordering. */
export interface StateQuery {
  readonly where: Predicate;
  readonly orderBy: readonly Ordering[];
  /** How many are skipped. */
  readonly offset?: number;
  /** How many are given at most; all when absent. */
  readonly limit?: number;
  /** Values of the orderings, the identity last, after which the answer begins: keyset paging. */
  readonly after?: readonly JsonValue[];
}
