import type { StateRecord, StateShape } from '../../ports/state-store.js';
import { completeOrder, stateOrderOf } from '../../queries/compare-states.js';
import type { StateQuery } from '../../queries/predicate.js';
import { matchesIn, type StatesView } from './states-view.js';

/** States that tell when they change. */
interface ChangingStates extends StatesView {
  readonly shape: StateShape;
  /** Another number each time something changes. */
  readonly revision: number;
}

/**
 * Somebody who goes through states page by page. They are put in order once, not for each page, as long as nothing changes; in
 * between, pages are found as those of any query. Of several who go at the same time, one is known.
 */
export class StatesWalk {
  #query: Pick<StateQuery, 'where' | 'orderBy'> | undefined;
  #revision = 0;
  /** All that match, in order. */
  #ordered: readonly StateRecord[] | undefined;

  constructor(private readonly table: ChangingStates) {}

  /** The page that a query asks for; undefined when it does not go on where another one ended. */
  page(query: StateQuery): readonly StateRecord[] | undefined {
    const { where, orderBy, after, offset = 0, limit } = query;
    if (limit === undefined || offset > 0) return undefined;
    // Whoever goes on asks the same question, and not one that is equal.
    const goesOn = this.#query?.where === where && this.#query.orderBy === orderBy;
    if (after === undefined || !goesOn || this.#revision !== this.table.revision) {
      this.#query = query;
      this.#revision = this.table.revision;
      this.#ordered = undefined;
      return undefined;
    }
    const { shape } = this.table;
    const order = stateOrderOf(shape, completeOrder(orderBy, shape.identity.name));
    this.#ordered ??= matchesIn(this.table, shape, where).sort((one, other) =>
      order.compare(one.data, other.data),
    );
    const first = firstWhere(this.#ordered, ({ data }) => order.isAfter(data, after));
    const found = this.#ordered.slice(first, first + limit);
    if (found.length < limit) this.#query = this.#ordered = undefined;
    return found;
  }
}

/** Index of the first item for which something is true that is true of all that follow. */
function firstWhere<Item>(items: readonly Item[], isTrue: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(items[middle] as Item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
