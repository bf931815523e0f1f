import type { JsonValue } from '@domainry/core';
import type { StateShape } from '@domainry/core/ports';
import type { SqlSession } from '../session.js';
import { isCounted } from '../tables/is-counted.js';

/**
 * Numbers that the store counts. They are kept in a table, with the transaction; what was given in a transaction that came to
 * nothing is remembered here, so that nobody gets it again.
 */
export class Counters {
  readonly #given = new Map<string, number>();

  /** @param parameter - how the statement names its first, second and third value. */
  constructor(private readonly parameter: (at: number) => string) {}

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
    const text = `SELECT value FROM domainry_counters WHERE name = ${this.parameter(1)}`;
    const [row] = await session.all(text, [counter]);
    return Math.max(Number(row!['value']), this.#given.get(counter) ?? 0);
  }

  async #keep(session: SqlSession, counter: string, value: number): Promise<void> {
    const [name, first, second] = [1, 2, 3].map(this.parameter);
    await session.run(
      `INSERT INTO domainry_counters (name, value) VALUES (${name}, ${first})
       ON CONFLICT (name) DO UPDATE SET value = CASE WHEN domainry_counters.value < ${second} THEN excluded.value ELSE domainry_counters.value END`,
      [counter, value, value],
    );
    this.#given.set(counter, Math.max(value, this.#given.get(counter) ?? 0));
  }
}
