import type { JsonValue } from '@domainry/core';
import {
  calculate,
  completeOrder,
  matcherOf,
  stateOrderOf,
  type Calculation,
  type Predicate,
  type StateQuery,
  type StateReader,
  type StateRecord,
  type StateShape,
} from '@domainry/core/ports';
import { sql, type RawBuilder } from 'kysely';
import { compileCondition, type CompiledCondition } from '../conditions/compile-condition.js';
import { isUuid } from '../conditions/column-refs.js';
import { compileOrder } from '../conditions/compile-order.js';
import type { SqlDialect } from '../dialect.js';
import { boundValue } from '../records/column-values.js';
import { rootColumnsOf } from '../records/read-record.js';
import type { SqlSession } from '../session.js';
import type { RootTable } from '../tables/table.js';
import { calculateInDatabase } from './calculate-in-database.js';
import { bound, textOf } from './known-statements.js';
import { listsOf, recordsOf, rootAlias, rootTableOf, rowsOf } from './select-states.js';

/**
 * Reads states from tables. What SQL says exactly, the database answers; of what it cannot say exactly, it gives those that may
 * be meant, and the reference of conditions and orders decides.
 */
export class SqlStateReader implements StateReader {
  constructor(
    protected readonly session: SqlSession,
    protected readonly dialect: SqlDialect,
  ) {}

  async get(shape: StateShape, id: string | number): Promise<StateRecord | undefined> {
    const table = rootTableOf(shape, this.dialect);
    // A database that has a type for them takes nothing else for one.
    if (table.identity.type === 'uuid' && !isUuid(id)) return undefined;
    const text = textOf(table, this.dialect, 'get', () =>
      select(table, sql`${sql.ref(`${rootAlias}.${table.identity.name}`)} = ${bound}`),
    );
    const rows = await this.session.lists(text, [boundValue(table.identity, id, this.dialect)]);
    return (await recordsOf(this.session, this.dialect, table, rows))[0];
  }

  async find(shape: StateShape, query: StateQuery): Promise<readonly StateRecord[]> {
    const table = rootTableOf(shape, this.dialect);
    const orderings = completeOrder(query.orderBy, shape.identity.name);
    const condition = this.#condition(table, query.where);
    const order = compileOrder(table, orderings, this.dialect, rootAlias);
    if (!condition.isExact || order === undefined)
      return await this.#findByReference(shape, query, condition);
    const after = query.after === undefined ? undefined : order.after(query.after);
    const where = after === undefined ? condition.text : sql`${condition.text} and ${after}`;
    const limit = query.limit === undefined ? sql`` : sql` limit ${sql.lit(Math.max(query.limit, 0))}`;
    const unlimited = this.dialect.name === 'sqlite' && query.limit === undefined ? sql` limit -1` : limit;
    const offset = query.offset === undefined ? limit : sql`${unlimited} offset ${sql.lit(query.offset)}`;
    const statement = sql`${select(table, where)} order by ${order.text}${offset}`;
    const rows = await listsOf(this.session, this.dialect, statement);
    return await recordsOf(this.session, this.dialect, table, rows);
  }

  async count(shape: StateShape, where: Predicate): Promise<number> {
    const table = rootTableOf(shape, this.dialect);
    const condition = this.#condition(table, where);
    if (!condition.isExact) return (await this.#matches(shape, where, condition)).length;
    const statement = sql`select count(*) as ${sql.ref('count')} from ${sql.table(table.name)} as ${sql.ref(rootAlias)} where ${condition.text}`;
    const [row] = await rowsOf(this.session, this.dialect, statement);
    return Number(row!['count']);
  }

  async calculate(
    shape: StateShape,
    where: Predicate,
    calculations: readonly Calculation[],
  ): Promise<readonly JsonValue[]> {
    const table = rootTableOf(shape, this.dialect);
    const condition = this.#condition(table, where);
    if (condition.isExact) {
      const { session, dialect } = this;
      const answers = await calculateInDatabase(session, dialect, table, condition.text, calculations);
      if (answers !== undefined) return answers;
    }
    const states = (await this.#matches(shape, where, condition)).map(({ data }) => data);
    return calculations.map((calculation) => calculate(shape, states, calculation));
  }

  /** All states that match, in no order. */
  protected async matches(shape: StateShape, where: Predicate): Promise<readonly StateRecord[]> {
    return await this.#matches(shape, where, this.#condition(rootTableOf(shape, this.dialect), where));
  }

  async #matches(
    shape: StateShape,
    where: Predicate,
    condition: CompiledCondition,
  ): Promise<readonly StateRecord[]> {
    const table = rootTableOf(shape, this.dialect);
    const matches = matcherOf(shape, where);
    const rows = await listsOf(this.session, this.dialect, select(table, condition.text));
    const records = await recordsOf(this.session, this.dialect, table, rows);
    return condition.isExact ? records : records.filter(({ data }) => matches(data));
  }

  async #findByReference(
    shape: StateShape,
    { where, orderBy, offset = 0, limit, after }: StateQuery,
    condition: CompiledCondition,
  ): Promise<readonly StateRecord[]> {
    const order = stateOrderOf(shape, completeOrder(orderBy, shape.identity.name));
    const found = [...(await this.#matches(shape, where, condition))]
      .filter(({ data }) => after === undefined || order.isAfter(data, after))
      .sort((one, other) => order.compare(one.data, other.data));
    return found.slice(offset, limit === undefined ? undefined : offset + Math.max(limit, 0));
  }

  #condition(table: RootTable, where: Predicate): CompiledCondition {
    // What the fields do not allow is refused in the words of the reference.
    matcherOf(table.shape, where);
    return compileCondition(table, table.identity.name, where, this.dialect, rootAlias);
  }
}

function select(table: RootTable, where: RawBuilder<unknown>): RawBuilder<unknown> {
  const columns = sql.join(rootColumnsOf(table).map((name) => sql.ref(`${rootAlias}.${name}`)));
  return sql`select ${columns} from ${sql.table(table.name)} as ${sql.ref(rootAlias)} where ${where}`;
}
