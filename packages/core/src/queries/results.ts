import { DomainryError } from '../errors/domainry-error.js';
import { canonicalText } from '../fields/canonical-text.js';
import { completeOrder, stateOrderOf } from './compare-states.js';
import type { CursorSigner } from './cursor.js';
import { invalidQuery } from './field-path.js';
import type { Ordering, Predicate, StateQuery } from './predicate.js';
import type { Found } from './selection-runner.js';
import type { Shape } from './shape.js';

/** What was asked for. */
export interface Asked {
  readonly where: Predicate;
  readonly orderBy: readonly Ordering[];
  readonly offset?: number;
  readonly limit?: number;
}

/** Where results come from. */
export interface ResultSource<Item> {
  readonly shape: Shape;
  /** Name of the field with the identity. */
  readonly identity: string;
  readonly cursors: CursorSigner;
  readonly find: (query: StateQuery) => Promise<readonly Found<Item>[]>;
}

/** Which page is wanted. */
export interface PageRequest {
  /** How many items at most, from 1. */
  readonly size: number;
  /** Cursor of the page before: its `next`. The first page when absent. */
  readonly after?: string | undefined;
}

/** A part of the results, in order. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Cursor of the page that follows; undefined when this is the last. */
  readonly next: string | undefined;
}

/** How many states are in memory at once while results are iterated. */
const batchSize = 500;

/** The results of a query: nothing is asked of the store before one of the methods is called, and each call asks anew. */
export class Results<Item> implements AsyncIterable<Item> {
  readonly #source: ResultSource<Item>;
  readonly #asked: Asked;

  constructor(source: ResultSource<Item>, asked: Asked) {
    this.#source = source;
    this.#asked = Object.freeze(asked);
  }

  /** All that match, in order; none is left out unless a limit was set. */
  async all(): Promise<Item[]> {
    return (await this.#source.find(this.#asked)).map(({ item }) => item);
  }

  /** The first that matches; undefined when none does. */
  async first(): Promise<Item | undefined> {
    const limit = Math.min(1, this.#asked.limit ?? 1);
    return (await this.#source.find(limited(this.#asked, limit)))[0]?.item;
  }

  /**
   * The only one that matches.
   *
   * @throws DomainryError RESULT_MISSING, RESULT_AMBIGUOUS.
   */
  async one(): Promise<Item> {
    const limit = Math.min(2, this.#asked.limit ?? 2);
    const [found, other] = await this.#source.find(limited(this.#asked, limit));
    const { name } = this.#source.shape;
    const details = { element: name };
    if (found === undefined) {
      throw new DomainryError(
        'RESULT_MISSING',
        `No ${name} matches, and one was expected. Ask with first() if there may be none.`,
        { details },
      );
    }
    if (other !== undefined) {
      throw new DomainryError(
        'RESULT_AMBIGUOUS',
        `More than one ${name} matches, and one was expected. Narrow the condition, or ask with first().`,
        { details },
      );
    }
    return found.item;
  }

  /**
   * A page of the results. What is added or removed between two pages never moves the others: a page goes on after the
   * last item of the one before it, wherever that would stand now.
   *
   * @throws DomainryError CURSOR_INVALID, when the cursor was changed or is of another query; QUERY_INVALID, when a limit
   *   or an offset was set too.
   */
  async page({ size, after }: PageRequest): Promise<Page<Item>> {
    const { shape, cursors, identity } = this.#source;
    if (!Number.isSafeInteger(size) || size < 1) {
      throw invalidQuery(
        shape,
        `The size of a page of ${shape.name} is ${size}. Give a whole number above 0.`,
        [],
      );
    }
    this.#assertWhole('page');
    const query = this.#text();
    const found = await this.#source.find({
      ...this.#asked,
      limit: size + 1,
      ...(after === undefined ? {} : { after: await cursors.read(query, after) }),
    });
    const items = found.slice(0, size);
    const last = items.at(-1);
    const isLast = found.length <= size || last === undefined;
    const order = stateOrderOf(shape, completeOrder(this.#asked.orderBy, identity));
    return {
      items: items.map(({ item }) => item),
      next: isLast ? undefined : await cursors.sign(query, order.placeOf(last.data)),
    };
  }

  /**
   * One after the other, in order, with few of them in memory at once.
   *
   * @yields each result.
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const { shape, identity } = this.#source;
    const order = stateOrderOf(shape, completeOrder(this.#asked.orderBy, identity));
    const { where, orderBy, offset = 0 } = this.#asked;
    let wanted = this.#asked.limit ?? Number.POSITIVE_INFINITY;
    let place: StateQuery = { where, orderBy, offset };
    while (wanted > 0) {
      const limit = Math.min(batchSize, wanted);
      const found = await this.#source.find({ ...place, limit });
      for (const { item } of found) yield item;
      const last = found.at(-1);
      if (last === undefined || found.length < limit) return;
      wanted -= found.length;
      place = { where, orderBy, after: order.placeOf(last.data) };
    }
  }

  /** Refuses what a limit or an offset would have no effect on. */
  #assertWhole(what: string): void {
    assertWhole(this.#source.shape, this.#asked, what);
  }

  /** What a cursor belongs to. */
  #text(): string {
    const { where, orderBy } = this.#asked;
    return canonicalText([this.#source.shape.name, where, orderBy] as never);
  }
}

/** The same question with another limit. */
export function limited({ where, orderBy, offset }: Asked, limit: number): Asked {
  return offset === undefined ? { where, orderBy, limit } : { where, orderBy, offset, limit };
}

/**
 * Refuses a limit or an offset where it would have no effect.
 *
 * @throws DomainryError QUERY_INVALID.
 */
export function assertWhole(shape: Shape, { limit, offset }: Asked, what: string): void {
  const option = limit === undefined ? (offset === undefined ? undefined : 'offset') : 'limit';
  if (option === undefined) return;
  throw invalidQuery(
    shape,
    `${what} of ${shape.name} is about everything that matches, and ${option} would have no effect on it. Leave ${option} out.`,
    [],
  );
}
