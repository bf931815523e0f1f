import type { JsonValue } from '@domainry/core';
import type { StateShape } from '@domainry/core/ports';
import type { SqlDialect } from '../dialect.js';
import type { SqlSession } from '../session.js';
import { isCounted } from '../tables/is-counted.js';

/**
 * Numbers that the store counts. They are kept in a table, with the transaction; what was given in a transaction that came to
 * nothing is remembered here, so that nobody gets it again.
 */
export class Counters {
  readonly #given = new Map<string, number>();
  readonly #isSqlite: boolean;
  readonly #find: string;
  readonly #keepGreater: string;

  constructor({ name, tenantColumn }: SqlDialect) {
    this.#isSqlite = name === 'sqlite';
    this.#find = `SELECT value FROM domainry_counters WHERE name = ${this.#isSqlite ? '?' : '$1'}`;
    const key = tenantColumn === undefined ? 'name' : `${tenantColumn.name}, name`;
    // SQLite takes ON CONFLICT for tables only, and tenants may see a view.
    this.#keepGreater = this.#isSqlite
      ? 'INSERT OR REPLACE INTO domainry_counters (name, value) VALUES (?, max(?, coalesce((SELECT value FROM domainry_counters WHERE name = ?), 0)))'
      : `INSERT INTO domainry_counters (name, value) VALUES ($1, $2)
       ON CONFLICT (${key}) DO UPDATE SET value = greatest(domainry_counters.value, excluded.value)`;
  }

  /** Values for the fields of a new state that count and have none; undefined when there are none. */
  async count(
    session: SqlSession,
    { storedAs, fields }: StateShape,
    data: Readonly<Record<string, JsonValue>>,
  ): Promise<Readonly<Record<string, JsonValue>> | undefined> {
    const counted: Record<string, JsonValue> = {};
    for (const { name, storedAs: column } of fields.filter(isCounted)) {
      const counter = `${storedAs}.${column}`;
      const given = data[name];
      const value = typeof given === 'number' ? given : (await this.#last(session, counter)) + 1;
      if (typeof given !== 'number') counted[name] = value;
      await this.#keep(session, counter, value);
    }
    return Object.keys(counted).length === 0 ? undefined : counted;
  }

  async #last(session: SqlSession, counter: string): Promise<number> {
    // Writing it first makes everybody else wait until this transaction has ended.
    await this.#keep(session, counter, 0);
    const [row] = await session.all(this.#find, [counter]);
    return Math.max(Number(row!['value']), this.#given.get(counter) ?? 0);
  }

  async #keep(session: SqlSession, counter: string, value: number): Promise<void> {
    await session.run(this.#keepGreater, this.#isSqlite ? [counter, value, counter] : [counter, value]);
    this.#given.set(counter, Math.max(value, this.#given.get(counter) ?? 0));
  }
}
