import { DomainryError } from '@domainry/core';
import type { Committed, RawStatements, StateWriter, Transaction } from '@domainry/core/ports';
import type { SqlSession } from '@domainry/sql';
import type { SqliteConnection } from './driver/connection.js';
import { sessionOver } from './driver/session-over.js';
import { SqliteEventWriter, type Standing } from './events/event-writer.js';
import type { SqliteIdempotency, SqliteIdempotencyWriter } from './idempotency.js';
import type { SqliteOutboxWriter } from './outbox/outbox-writer.js';
import type { SqliteOutbox } from './outbox/outbox.js';

/** What a transaction needs of its database. */
export interface TransactionHost {
  readonly reading: SqliteConnection;
  readonly idempotency: SqliteIdempotency;
  readonly outbox: SqliteOutbox;
  assertOpen(): void;
  /** Refuses statements that the user must not run in a transaction. */
  checkRaw(text: string): void;
  /** Begins to write: waits for whoever else does. */
  beginWriting(): Promise<WritingTurn>;
  statesIn(session: SqlSession): StateWriter;
}

/** The time in which one may write. It ends with a commit or a rollback. */
export interface WritingTurn {
  readonly connection: SqliteConnection;
  commit(): void;
  rollback(): void;
}

/**
 * A transaction. SQLite lets one write at a time, so its turn begins as late as can be: with the first state that is written,
 * or else with the commit. Until then it reads what is committed.
 */
export class SqliteTransaction implements Transaction, Standing {
  readonly states: StateWriter;
  readonly events: SqliteEventWriter;
  readonly idempotency: SqliteIdempotencyWriter;
  readonly outbox: SqliteOutboxWriter;
  readonly raw: RawStatements = {
    language: 'sqlite',
    run: async (text, values) => {
      this.host.checkRaw(text);
      const { rows, changed } = (await this.#writing()).anything(text, values as never[]);
      return { rows, changed };
    },
  };
  #turn: WritingTurn | undefined;
  #beginning: Promise<WritingTurn> | undefined;
  #end: 'committed' | 'rolled back' | undefined;

  constructor(private readonly host: TransactionHost) {
    this.states = host.statesIn(
      sessionOver({
        reading: () => {
          this.assertOpen();
          return this.reading;
        },
        writing: () => this.#writing(),
      }),
    );
    this.events = new SqliteEventWriter(this);
    this.idempotency = host.idempotency.begin(this);
    this.outbox = host.outbox.begin(this);
  }

  get reading(): SqliteConnection {
    return this.#turn?.connection ?? this.host.reading;
  }

  assertOpen(): void {
    if (this.#end !== undefined) {
      throw new DomainryError(
        'TRANSACTION_ENDED',
        `The transaction was ${this.#end} and cannot be used any more. Begin another one.`,
        { details: { end: this.#end } },
      );
    }
    this.host.assertOpen();
  }

  async commit(): Promise<Committed> {
    this.assertOpen();
    const { events, outbox, idempotency } = this;
    if (this.#turn === undefined && events.isEmpty && outbox.isEmpty && idempotency.isEmpty) {
      this.#finish('committed');
      return { position: undefined };
    }
    try {
      const turn = await this.#write();
      const committed = events.flush(turn.connection);
      outbox.flush(turn.connection);
      idempotency.flush(turn.connection);
      turn.commit();
      this.#finish('committed');
      return committed;
    } catch (error) {
      this.#turn?.rollback();
      this.#finish('rolled back');
      throw error;
    }
  }

  async rollback(): Promise<void> {
    // After a commit that failed nothing is left to be done; one that succeeded cannot be taken back.
    if (this.#end === 'committed') this.assertOpen();
    if (this.#end !== undefined) return;
    this.#finish('rolled back');
    const turn = await this.#beginning?.catch(() => undefined);
    turn?.rollback();
  }

  #finish(end: 'committed' | 'rolled back'): void {
    this.#end = end;
    this.idempotency.release();
  }

  /** Waits until it is this transaction's turn to write. */
  async #write(): Promise<WritingTurn> {
    this.#beginning ??= this.host.beginWriting();
    const turn = await this.#beginning;
    this.#turn = turn;
    return turn;
  }

  /** The connection to write over; at once, where it is this transaction's turn already. */
  #writing(): SqliteConnection | Promise<SqliteConnection> {
    this.assertOpen();
    if (this.#turn !== undefined) return this.#turn.connection;
    return this.#write().then(({ connection }) => {
      // It may have been rolled back while it waited.
      this.assertOpen();
      return connection;
    });
  }
}
