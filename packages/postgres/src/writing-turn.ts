import { DomainryError } from '@domainry/core';
import type { RawResult } from '@domainry/core/ports';
import type { CountedStatement, SqlRow, SqlValue, SqlSession } from '@domainry/sql';
import type { ConnectionPool } from './connection/connection-pool.js';
import type { ServerConnection, StatementResult } from './connection/server-connection.js';
import { brokenUnique, isPlanOutdated, mapAnyError, type mapError } from './map-error.js';

/** A transaction of the server, on a connection of its own. It ends with a commit or a rollback. */
export class WritingTurn implements SqlSession {
  /** Why the server refuses everything else: after a statement that failed, it does. */
  #failure: unknown;
  #hasEnded = false;
  /** Whether the connection can be used after the transaction. */
  #isFit = true;
  /** While something is tried, what others want waits: it would fail with it. */
  #trying: Promise<void> | undefined;
  /** Whether the end was sent: nothing may follow it, as the connection has another user then. */
  #isEnding = false;

  private constructor(
    private readonly pool: ConnectionPool,
    private readonly connection: ServerConnection,
    private readonly mapped: typeof mapError,
  ) {}

  /** @param mapped - makes errors of the server ours. Who writes statements himself is told what is wrong with them. */
  static async begin(pool: ConnectionPool, mapped: typeof mapError = mapAnyError): Promise<WritingTurn> {
    const turn = new WritingTurn(pool, await pool.takeTurn(), mapped);
    try {
      await turn.run(pool.beginning, []);
    } catch (error) {
      turn.#end(false);
      throw error;
    }
    return turn;
  }

  async all(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    while (this.#trying !== undefined) await this.#untilTried();
    return (await this.#answered(this.connection.run(text, values))).rows;
  }

  async run(text: string, values: readonly SqlValue[]): Promise<number> {
    while (this.#trying !== undefined) await this.#untilTried();
    return (await this.#answered(this.connection.run(text, values))).changed;
  }

  async lists(text: string, values: readonly SqlValue[]): Promise<readonly (readonly SqlValue[])[]> {
    while (this.#trying !== undefined) await this.#untilTried();
    return await this.#answered(this.connection.lists(text, values));
  }

  /** A statement is one, whether it gives rows or not. */
  returning(text: string, values: readonly SqlValue[]): Promise<readonly SqlRow[]> {
    return this.all(text, values);
  }

  readonly tried: NonNullable<SqlSession['tried']> = {
    run: async (text: string, values: readonly SqlValue[]) => (await this.#tried(text, values)).changed,
    returning: async (text: string, values: readonly SqlValue[]) => (await this.#tried(text, values)).rows,
  };

  async #tried(text: string, values: readonly SqlValue[]): Promise<StatementResult> {
    while (this.#trying !== undefined) await this.#untilTried();
    const outcome = this.#tryAtOnce(text, values);
    const ended = outcome.then(
      () => undefined,
      () => undefined,
    );
    this.#trying = ended;
    try {
      return await outcome;
    } finally {
      if (this.#trying === ended) this.#trying = undefined;
    }
  }

  /** Everything is sent at once, so that a way back costs nobody a wait. */
  async #tryAtOnce(text: string, values: readonly SqlValue[]): Promise<StatementResult> {
    const begun = this.connection.run('SAVEPOINT domainry_try');
    const done = this.connection.run(text, values);
    const ended = this.connection.run('RELEASE SAVEPOINT domainry_try');
    const [, outcome] = await Promise.allSettled([begun, done, ended]);
    if (outcome.status === 'fulfilled') return outcome.value;
    // Where the transaction has failed before, or its end was sent meanwhile, there is nothing to go back to.
    if (this.#isEnding || isFailedBefore(outcome.reason)) return await this.#answered(done);
    await this.#answered(this.connection.run(backToSavepoint));
    throw this.mapped(this.pool.target, outcome.reason);
  }

  /** Sent at once, and undone where one is refused for values that are there already, or changes another number of rows. */
  async together(
    statements: readonly CountedStatement[],
  ): Promise<readonly (readonly SqlRow[])[] | undefined> {
    while (this.#trying !== undefined) await this.#untilTried();
    const outcome = this.#togetherAtOnce(statements);
    const ended = outcome.then(
      () => undefined,
      () => undefined,
    );
    this.#trying = ended;
    try {
      return await outcome;
    } finally {
      if (this.#trying === ended) this.#trying = undefined;
    }
  }

  async #togetherAtOnce(
    statements: readonly CountedStatement[],
  ): Promise<readonly (readonly SqlRow[])[] | undefined> {
    const begun = this.connection.run('SAVEPOINT domainry_try');
    const sent = statements.map(({ text, values }) => this.connection.run(text, values));
    const [, ...outcomes] = await Promise.allSettled([begun, ...sent]);
    const failed = outcomes.findIndex(({ status }) => status === 'rejected');
    if (failed !== -1) {
      const { reason } = outcomes[failed] as PromiseRejectedResult;
      if (this.#isEnding || isFailedBefore(reason))
        return await this.#answered(Promise.reject(reason as Error));
      await this.#answered(this.connection.run(backToSavepoint));
      if (brokenUnique(reason) !== undefined) return undefined;
      throw this.mapped(this.pool.target, reason);
    }
    const results = outcomes.map((outcome) => (outcome as PromiseFulfilledResult<StatementResult>).value);
    const isDone = statements.every(
      ({ changes }, at) => changes === undefined || results[at]!.changed === changes,
    );
    await this.#answered(this.connection.run(isDone ? 'RELEASE SAVEPOINT domainry_try' : backToSavepoint));
    return isDone ? results.map(({ rows }) => rows) : undefined;
  }

  /** Waits for what is tried; somebody else may be trying then. The end of the transaction may have been sent meanwhile. */
  async #untilTried(): Promise<void> {
    await this.#trying;
    if (this.#isEnding)
      throw new DomainryError(
        'TRANSACTION_ENDED',
        'The transaction was rolled back and cannot be used any more. Begin another one.',
        { details: { end: 'rolled back' } },
      );
  }

  /** A statement of the user's. */
  async raw(text: string, values: readonly unknown[]): Promise<RawResult> {
    while (this.#trying !== undefined) await this.#untilTried();
    if (outlasting.test(text)) this.spend();
    return await this.#answered(this.connection.raw(text, values));
  }

  /** Has the connection closed after the transaction: what is run may leave other settings behind. */
  spend(): void {
    this.#isFit = false;
  }

  async commit(): Promise<void> {
    while (this.#trying !== undefined) await this.#untilTried();
    this.#isEnding = true;
    const { command } = await this.#answered(this.connection.run('COMMIT'));
    this.#end(this.#isFit);
    // The server answers so when a statement has failed before, whatever became of its error.
    if (command === 'ROLLBACK') throw failedBefore(this.pool.target, this.#failure);
  }

  async rollback(): Promise<void> {
    if (this.#hasEnded) return;
    this.#isEnding = true;
    try {
      await this.connection.run('ROLLBACK');
      this.#end(this.#isFit);
    } catch {
      // The server rolls back what a connection leaves.
      this.#end(false);
    }
  }

  async #answered<Result>(answer: Promise<Result>): Promise<Result> {
    try {
      return await answer;
    } catch (error) {
      const mapped = this.mapped(this.pool.target, error);
      if (isPlanOutdated(error)) this.#isFit = false;
      if (isFailedBefore(error) && this.#failure !== undefined)
        throw failedBefore(this.pool.target, this.#failure);
      this.#failure ??= mapped;
      throw mapped;
    }
  }

  #end(isClean: boolean): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.pool.endTurn(this.connection, isClean);
  }
}

/** Words of statements that may leave something on their connection: settings, tables, locks, which are not for who has it next. */
const outlasting =
  /\b(?:set_config|search_path|temp|temporary|listen|prepare|hold|load|pg_(?:try_)?advisory_lock\w*)\b/i;

/** One message, so that nothing can come between both, not even the end of the transaction. */
const backToSavepoint = 'ROLLBACK TO SAVEPOINT domainry_try; RELEASE SAVEPOINT domainry_try';

/** Whether the server refuses a statement since one before it has failed. */
function isFailedBefore(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === '25P02';
}

function failedBefore(target: string, cause: unknown): Error {
  if (cause instanceof DomainryError) return cause;
  return new DomainryError(
    'DATABASE_UNAVAILABLE',
    `${target}: a statement had failed, so all of the transaction was rolled back. Nothing was written; repeat it.`,
    { details: { target }, cause },
  );
}
