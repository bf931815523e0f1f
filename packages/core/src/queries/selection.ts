import type { ElementModel } from '../elements/element-model.js';
import type { Criteria } from './criteria.js';
import { bothOf, everything } from './conditions.js';
import type { CursorSigner } from './cursor.js';
import { shapeOf } from './element-shape.js';
import { fieldOf, followPath, invalidQuery } from './field-path.js';
import { familyOf, isOrdered } from './fitting-lookups.js';
import { orderingsOf, type OrderBy, type OrderName, type ValueAt } from './orderings.js';
import { predicateOf } from './predicate-of.js';
import { calculationResult, rowReader } from './result-value.js';
import { assertWhole, limited, Results, type Asked, type ResultSource } from './results.js';
import type { SelectionRunner } from './selection-runner.js';
import type { AverageOf, ColumnName, NumberName, Row, SelectionChanges, SumOf } from './selection-types.js';
import type { Shape } from './shape.js';
import { storedChanges } from './stored-changes.js';

/** What a selection is made over. */
export interface SelectionSource<T> {
  /** Model of the aggregate or projection. */
  readonly model: ElementModel;
  readonly runner: SelectionRunner<T>;
  readonly cursors: CursorSigner;
}

/**
 * The stored aggregates or projections of a class for which a condition holds, in an order. Immutable: each method
 * gives another selection, and nothing is asked of the store before results are wanted. Nothing is cut off that was not
 * said: without a limit, `all` gives all.
 *
 * @example
 * ```ts fragment
 * const accounts = banking.repositoryFor(Account);
 * const rich = accounts.query
 *   .where({ balance: { gte: 100 }, accountNumber: { startsWith: 'DE' } })
 *   .orderBy('-balance', 'accountNumber');
 * const first = await rich.page({ size: 50 });
 * const second = await rich.page({ size: 50, after: first.next });
 * for await (const account of accounts.query.where(or({ balance: { lt: 0 } }, not({ overdraftLimit: 0 })))) { … }
 * ```
 */
export class Selection<T extends object> extends Results<T> {
  readonly #source: SelectionSource<T>;
  readonly #shape: Shape;
  readonly #asked: Asked;

  constructor(source: SelectionSource<T>, asked: Asked = { where: everything, orderBy: [] }) {
    const results = resultsOf(source);
    super(results, asked);
    this.#source = source;
    this.#shape = results.shape;
    this.#asked = asked;
  }

  /**
   * Those for which this holds too.
   *
   * @throws DomainryError QUERY_INVALID when the condition does not fit the fields.
   */
  where(criteria: Criteria<T>): Selection<T> {
    return this.#with({ where: bothOf(this.#asked.where, predicateOf(this.#shape, criteria)) });
  }

  /** In another order: `orderBy('-balance', 'accountNumber')`. The identity is always the last thing that is ordered by. */
  orderBy(...fields: readonly OrderBy<T>[]): Selection<T> {
    return this.#with({ orderBy: orderingsOf(this.#shape, fields) });
  }

  /** At most so many. */
  limit(count: number): Selection<T> {
    return this.#with({ limit: this.#wholeNumber('limit', count) });
  }

  /** Without the first so many. Pages by cursor are quicker, and stay right while others write: see `page`. */
  offset(count: number): Selection<T> {
    return this.#with({ offset: this.#wholeNumber('offset', count) });
  }

  /** Only some fields, as plain rows: no aggregates are made. */
  select<Name extends ColumnName<T> & keyof T>(...names: readonly Name[]): Results<Row<T, Name>> {
    const row = rowReader(this.#shape, names);
    const { model, runner, cursors } = this.#source;
    return new Results<Row<T, Name>>(
      {
        shape: this.#shape,
        identity: identityOf(model),
        cursors,
        find: async (query) =>
          (await runner.read(query)).map((data) => ({ data, item: row(data) as Row<T, Name> })),
      },
      this.#asked,
    );
  }

  /** How many match. */
  async count(): Promise<number> {
    assertWhole(this.#shape, this.#asked, 'count');
    return this.#source.runner.count(this.#asked.where);
  }

  /** Whether any matches. */
  async exists(): Promise<boolean> {
    assertWhole(this.#shape, this.#asked, 'exists');
    return (await this.#source.runner.read(limited(this.#asked, 1))).length > 0;
  }

  /** The sum of a field; 0 of nothing. Absent values do not count. Exact, unless the field holds floats. */
  async sum<Name extends NumberName<T>>(field: Name): Promise<SumOf<ValueAt<T, Name>>> {
    return (await this.#calculate('sum', field)) as SumOf<ValueAt<T, Name>>;
  }

  /** The average of a field, of decimals and big integers as a Decimal with at most 20 digits after the point, or as many as they have; undefined of nothing. */
  async avg<Name extends NumberName<T>>(field: Name): Promise<AverageOf<ValueAt<T, Name>> | undefined> {
    return (await this.#calculate('avg', field)) as AverageOf<ValueAt<T, Name>> | undefined;
  }

  /** The least value of a field; undefined when there is none. */
  async min<Name extends OrderName<T>>(field: Name): Promise<ValueAt<T, Name> | undefined> {
    return (await this.#calculate('min', field)) as ValueAt<T, Name> | undefined;
  }

  /** The greatest value of a field; undefined when there is none. */
  async max<Name extends OrderName<T>>(field: Name): Promise<ValueAt<T, Name> | undefined> {
    return (await this.#calculate('max', field)) as ValueAt<T, Name> | undefined;
  }

  /**
   * Sets fields of all that match, in one statement, and gives how many there were. Values are checked by the rules of
   * their fields; no aggregate is loaded, so that no invariant is checked and no event raised.
   *
   * @throws ValidationError, with code `unique` when a unique rule refuses it; DomainryError QUERY_INVALID.
   */
  async update(changes: SelectionChanges<T>): Promise<number> {
    assertWhole(this.#shape, this.#asked, 'update');
    const stored = storedChanges(this.#shape, changes as Readonly<Record<string, unknown>>);
    return this.#source.runner.update(this.#asked.where, stored);
  }

  /** Removes all that match, in one statement, and gives how many there were. No aggregate is loaded, and no event raised. */
  async delete(): Promise<number> {
    assertWhole(this.#shape, this.#asked, 'delete');
    return this.#source.runner.delete(this.#asked.where);
  }

  #with(change: Partial<Asked>): Selection<T> {
    const { where, orderBy, offset, limit } = this.#asked;
    const asked: { -readonly [Part in keyof Asked]: Asked[Part] } = {
      where: change.where ?? where,
      orderBy: change.orderBy ?? orderBy,
    };
    // What was not said has no place in it.
    if ((change.offset ?? offset) !== undefined) asked.offset = change.offset ?? offset!;
    if ((change.limit ?? limit) !== undefined) asked.limit = change.limit ?? limit!;
    return new Selection<T>(this.#source, asked);
  }

  async #calculate(of: 'sum' | 'avg' | 'min' | 'max', field: string): Promise<unknown> {
    assertWhole(this.#shape, this.#asked, of);
    const [first = '', ...rest] = field.split('.');
    const path = [fieldOf(this.#shape, first).descriptor.name, ...rest];
    const { descriptor } = followPath(this.#shape, path);
    const isPossible =
      of === 'min' || of === 'max' ? isOrdered(descriptor) : familyOf(descriptor) === 'number';
    if (!isPossible) {
      throw invalidQuery(
        this.#shape,
        `${this.#shape.name}.${field} is of kind ${descriptor.kind}, which has no ${of}. Name a field with ${of === 'min' || of === 'max' ? 'an order' : 'numbers'}.`,
        path,
      );
    }
    const [result = null] = await this.#source.runner.calculate(this.#asked.where, [{ of, path }]);
    return calculationResult(this.#shape, descriptor, of, result);
  }

  #wholeNumber(option: string, count: number): number {
    if (Number.isSafeInteger(count) && count >= 0) return count;
    throw invalidQuery(
      this.#shape,
      `The ${option} of a query of ${this.#shape.name} is ${String(count)}. Give a whole number, 0 or more.`,
      [],
    );
  }
}

const sources = new WeakMap<object, ResultSource<never>>();

/** The same for all selections over one source: many are made on the way to one result. */
function resultsOf<T>(source: SelectionSource<T>): ResultSource<T> {
  let results = sources.get(source) as ResultSource<T> | undefined;
  if (results === undefined) {
    results = {
      shape: shapeOf(source.model),
      identity: identityOf(source.model),
      cursors: source.cursors,
      find: (query) => source.runner.find(query),
    };
    sources.set(source, results as ResultSource<never>);
  }
  return results;
}

function identityOf({ name, identity }: ElementModel): string {
  if (identity !== undefined) return identity.name;
  throw new Error(`${name} has no identity, so that nothing is kept of it that could be asked for.`);
}
