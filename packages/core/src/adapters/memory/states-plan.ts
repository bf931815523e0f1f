import type { JsonValue } from '../../errors/violation.js';
import type { StateRecord, StateShape } from '../../ports/state-store.js';
import type { Predicate } from '../../queries/predicate.js';
import { combineKeys, type FieldKey, type Row, type StateIndex } from './states-index.js';

/** More look-ups than this are no better than looking at every state. */
const mostLookups = 1000;

/** Where a state lies, as it is now. */
export interface StateRow extends Row {
  record: StateRecord;
}

/** What conditions are answered by. */
interface Indexed {
  readonly shape: StateShape;
  readonly indexes: readonly StateIndex<StateRow>[];
  rowOf(id: unknown): StateRow | undefined;
}

/** States that a condition can hold for. */
export interface PlannedRows {
  readonly rows: Iterable<StateRow>;
  /** Whether it holds for all of them. */
  readonly areMatches: boolean;
}

/** The states a condition can hold for, as far as an index tells; undefined when none does. */
export function candidatesOf(table: Indexed, where: Predicate): PlannedRows | undefined {
  if (where.kind === 'everything') return undefined;
  const { shape, indexes } = table;
  const answered = rowsByEquality(indexes, where);
  if (answered !== undefined) return answered;
  const bound = new Map<string, readonly JsonValue[]>();
  collectEqualities(where, bound);
  if (bound.size === 0) return undefined;
  const ids = bound.get(shape.identity.name);
  if (ids !== undefined) {
    const rows = ids.map((id) => table.rowOf(id)).filter((row) => row !== undefined);
    return { rows: new Set(rows), areMatches: false };
  }
  for (const index of indexes) {
    const keys = lookupsOf(index, bound);
    if (keys === undefined) continue;
    const [only] = keys;
    if (keys.length === 1 && only !== undefined) return { rows: index.find(only), areMatches: false };
    return { rows: new Set(keys.flatMap((key) => index.find(key))), areMatches: false };
  }
  return undefined;
}

/** Where the whole condition is one equality, an index of its field answers it. */
function rowsByEquality(indexes: readonly StateIndex<StateRow>[], where: Predicate): PlannedRows | undefined {
  if (where.kind !== 'compare' || where.lookup !== 'equals') return undefined;
  const name = nameOf(where.path);
  for (const index of indexes) {
    const { fields, isPartial, isUnique } = index.key;
    // Absent values are in no unique index.
    const isOfUse = fields.length === 1 && fields[0] === name && !isPartial;
    if (!isOfUse || (isUnique && where.value === null)) continue;
    return { rows: index.find(index.key.keyOf(0, where.value)), areMatches: true };
  }
  return undefined;
}

function nameOf(path: readonly string[]): string {
  return path.length === 1 ? path[0]! : path.join('.');
}

/** Values that fields must have, one of them each, for the condition to hold. */
function collectEqualities(where: Predicate, bound: Map<string, readonly JsonValue[]>): void {
  if (where.kind === 'and') {
    for (const part of where.parts) collectEqualities(part, bound);
    return;
  }
  if (where.kind !== 'compare') return;
  const name = nameOf(where.path);
  if (where.lookup === 'equals') bound.set(name, [where.value]);
  else if (where.lookup === 'in' && !bound.has(name)) bound.set(name, where.value as readonly JsonValue[]);
  else if (where.lookup === 'isNull' && where.value === true) bound.set(name, [null]);
}

/** The keys to look up in an index; undefined when it is of no use. */
function lookupsOf(
  { key }: StateIndex<StateRow>,
  bound: ReadonlyMap<string, readonly JsonValue[]>,
): readonly FieldKey[] | undefined {
  const { fields, isUnique, isPartial } = key;
  if (isPartial) return undefined;
  const [single] = fields;
  if (single !== undefined && !bound.has(single)) return undefined;
  let combinations: FieldKey[][] = [[]];
  for (const [place, field] of fields.entries()) {
    const values = bound.get(field);
    // Absent values are in no unique index.
    if (values === undefined || (isUnique && values.includes(null))) return undefined;
    if (combinations.length * values.length > mostLookups) return undefined;
    const keys = values.map((value) => key.keyOf(place, value));
    combinations = combinations.flatMap((combination) => keys.map((one) => [...combination, one]));
  }
  return combinations.map(combineKeys);
}
