import type { JsonValue } from '../../errors/violation.js';
import type { StateRecord, StateShape } from '../../ports/state-store.js';
import { calculate, type Calculation } from '../../queries/calculate.js';
import { completeOrder, stateOrderOf } from '../../queries/compare-states.js';
import { matcherOf } from '../../queries/evaluate.js';
import type { Predicate, StateQuery } from '../../queries/predicate.js';
import type { StateId } from './states-index.js';

/** States of one class as somebody sees them: what was committed, or that with the writes of a transaction over it. */
export interface StatesView {
  get(id: StateId): StateRecord | undefined;
  /** The states a condition can hold for. */
  candidates(where: Predicate): Candidates;
}

/** States that a condition can hold for. */
export interface Candidates {
  readonly records: StateRecord[];
  /** Whether it holds for all of them, so that it need not be asked about each. */
  readonly areMatches: boolean;
}

/** The states that match, in no order. */
export function matchesIn(view: StatesView, shape: StateShape, where: Predicate): StateRecord[] {
  const { records, areMatches } = view.candidates(where);
  if (areMatches) return records;
  // Also where no state is left to be asked about: a condition that does not fit is refused in any case.
  const matches = matcherOf(shape, where);
  const found: StateRecord[] = [];
  for (const record of records) if (matches(record.data)) found.push(record);
  return found;
}

/** The states a query asks for. */
export function findIn(view: StatesView, shape: StateShape, query: StateQuery): readonly StateRecord[] {
  const { where, offset = 0, limit, after } = query;
  let found = matchesIn(view, shape, where);
  if (found.length > 1 || after !== undefined || query.orderBy.length > 0) {
    const order = stateOrderOf(shape, completeOrder(query.orderBy, shape.identity.name));
    if (after !== undefined) found = found.filter(({ data }) => order.isAfter(data, after));
    found = firstOf(found, limit === undefined ? found.length : offset + limit, (one, other) =>
      order.compare(one.data, other.data),
    );
  }
  return offset === 0 && (limit === undefined || found.length <= limit)
    ? found
    : found.slice(offset, limit === undefined ? undefined : offset + limit);
}

export function calculateIn(
  view: StatesView,
  shape: StateShape,
  where: Predicate,
  calculations: readonly Calculation[],
): readonly JsonValue[] {
  const states = matchesIn(view, shape, where).map(({ data }) => data);
  return calculations.map((calculation) => calculate(shape, states, calculation));
}

/** The first items in an order. A page of many items is found without sorting them all. */
function firstOf<Item>(items: Item[], count: number, compare: (one: Item, other: Item) => number): Item[] {
  if (count * 4 > items.length) return items.sort(compare).slice(0, count);
  const first: Item[] = [];
  for (const item of items) {
    const last = first[count - 1];
    if (last !== undefined && compare(item, last) >= 0) continue;
    let low = 0;
    let high = first.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(item, first[middle] as Item) < 0) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, item);
    if (first.length > count) first.pop();
  }
  return first;
}
