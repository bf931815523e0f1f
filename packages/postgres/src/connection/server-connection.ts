import type { RawResult } from '@domainry/core/ports';
import type { SqlRow, SqlValue } from '@domainry/sql';
import type { PoolClient } from 'pg';
import { ListQuery } from './list-query.js';
import { rawResults } from './results.js';
import type { StatementNames } from './statement-names.js';

/** What a statement came to. */
export interface StatementResult {
  readonly rows: readonly SqlRow[];
  readonly changed: number;
  /** What was done, in the words of the server: `COMMIT`. */
  readonly command: string;
}

/**
 * One connection, taken from the pool. Statements are sent at once, and answered one after the other; by way of a pooler each is
 * sent when the one before was answered.
 */
export class ServerConnection {
  #isGone = false;
  #last: Promise<unknown> = Promise.resolve();

  /** @param names - of statements that stay prepared; undefined by way of a pooler, which does not know them. */
  constructor(
    private readonly client: PoolClient,
    private readonly names: StatementNames | undefined,
  ) {
    // Without a listener, an error of a connection that nobody uses right now would end the process.
    client.on('error', this.#lose);
  }

  async run(text: string, values: readonly SqlValue[] = []): Promise<StatementResult> {
    const name = values.length === 0 ? undefined : this.names?.nameOf(text);
    const statement = { name, text, values: values as never[] };
    const { rows, rowCount, command } = await this.#inTurn(() =>
      this.client.query<Record<string, SqlValue>>(statement),
    );
    return { rows, changed: rowCount ?? 0, command };
  }

  /** Rows as lists of their values, which takes less than objects do. */
  async lists(text: string, values: readonly SqlValue[]): Promise<readonly (readonly SqlValue[])[]> {
    const name = this.names?.nameOf(text);
    return await this.#inTurn(
      () =>
        new Promise((resolve, reject) => {
          this.client.query(new ListQuery({ name, text, values: values as never[] }, resolve, reject));
        }),
    );
  }

  /** A statement of the user's, with rows in the types of JavaScript. It is not prepared: people write ever others. */
  async raw(text: string, values: readonly unknown[]): Promise<RawResult> {
    const statement = { text, values: values as never[], types: rawResults };
    const { rows, rowCount, command } = await this.#inTurn(() =>
      this.client.query<Record<string, unknown>>(statement),
    );
    return { rows, changed: command === 'SELECT' ? undefined : (rowCount ?? undefined) };
  }

  #inTurn<Result>(send: () => Promise<Result>): Promise<Result> {
    if (this.names !== undefined) return send();
    const result = this.#last.then(send);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Gives it back. What may still be in a transaction must not be used by the next one: it is closed. */
  release(isClean: boolean): void {
    this.client.off('error', this.#lose);
    this.client.release(!isClean || this.#isGone);
  }

  readonly #lose = (): void => {
    this.#isGone = true;
  };
}
