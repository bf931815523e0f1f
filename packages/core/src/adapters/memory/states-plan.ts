import type { JsonValue } from '../../errors/violation.js';
import type { StateShape } from '../../ports/state-store.js';
import { followPath } from '../../queries/field-path.js';
import type { Predicate } from '../../queries/predicate.js';
import { orderOf } from '../../queries/value-order.js';
import { combineKeys, type FieldKey, type StateId, type StateIndex } from './states-index.js';

/** More look-ups than this are no better than looking at every state. */
const mostLookups = 1000;

/** States that a condition can hold for, by their identities. */
export interface PlannedIds {
  readonly ids: Iterable<StateId>;
  /** Whether it holds for all of them. */
  readonly areMatches: boolean;
}

/** The states a condition can hold for, as far as an index tells; undefined when none does. */
export function candidatesOf(
  shape: StateShape,
  indexes: readonly StateIndex[],
  where: Predicate,
): PlannedIds | undefined {
  if (where.kind === 'everything') return undefined;
  const bound = new Map<string, readonly JsonValue[]>();
  collectEqualities(where, bound);
  if (bound.size === 0) return undefined;
  // Where the whole condition is one equality, an index answers it.
  const areMatches = where.kind === 'compare' && where.lookup === 'equals';
  const ids = bound.get(shape.identity.name);
  if (ids !== undefined) {
    const known = ids.filter((id) => typeof id === 'string' || typeof id === 'number');
    return { ids: new Set(known), areMatches: false };
  }
  for (const index of indexes) {
    const keys = lookupsOf(shape, index, bound);
    if (keys === undefined) continue;
    const [only] = keys;
    if (keys.length === 1 && only !== undefined) return { ids: index.find(only), areMatches };
    return { ids: new Set(keys.flatMap((key) => [...index.find(key)])), areMatches: false };
  }
  return undefined;
}

/** Values that fields must have, one of them each, for the condition to hold. */
function collectEqualities(where: Predicate, bound: Map<string, readonly JsonValue[]>): void {
  if (where.kind === 'and') {
    for (const part of where.parts) collectEqualities(part, bound);
    return;
  }
  if (where.kind !== 'compare') return;
  const name = where.path.length === 1 ? (where.path[0] as string) : where.path.join('.');
  if (where.lookup === 'equals') bound.set(name, [where.value]);
  else if (where.lookup === 'in' && !bound.has(name)) bound.set(name, where.value as readonly JsonValue[]);
  else if (where.lookup === 'isNull' && where.value === true) bound.set(name, [null]);
}

/** The keys to look up in an index; undefined when it is of no use. */
function lookupsOf(
  shape: StateShape,
  { key: { fields, isUnique, isPartial } }: StateIndex,
  bound: ReadonlyMap<string, readonly JsonValue[]>,
): readonly FieldKey[] | undefined {
  if (isPartial) return undefined;
  const [single] = fields;
  if (single !== undefined && !bound.has(single)) return undefined;
  let combinations: FieldKey[][] = [[]];
  for (const field of fields) {
    const values = bound.get(field);
    // Absent values are in no unique index.
    if (values === undefined || (isUnique && values.includes(null))) return undefined;
    if (combinations.length * values.length > mostLookups) return undefined;
    const keys = values.map((value) => keyOf(shape, field, value));
    combinations = combinations.flatMap((combination) => keys.map((key) => [...combination, key]));
  }
  return combinations.map(combineKeys);
}

function keyOf(shape: StateShape, field: string, value: JsonValue): FieldKey {
  return value === null ? null : orderOf(followPath(shape, field.split('.')).descriptor).key(value);
}
