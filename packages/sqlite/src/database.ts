import { DomainryError } from '@domainry/core';
import type {
  Database,
  DatabaseCapability,
  EventReader,
  StateReader,
  StateWriter,
  Transaction,
} from '@domainry/core/ports';
import { checkRawStatement, type SqlSession } from '@domainry/sql';
import type { SqliteConnection } from './driver/connection.js';
import type { WriteTurns } from './driver/write-turns.js';
import { describeStream, lastPosition, listStreams, readFeed, readStream } from './events/read-events.js';
import { SqliteIdempotency } from './idempotency.js';
import { SqliteOutbox } from './outbox/outbox.js';
import { SqliteSnapshots, type OpenDatabase } from './snapshots.js';
import { SqliteTransaction, type TransactionHost, type WritingTurn } from './transaction.js';

/** A file that was opened. */
export interface OpenedFile {
  readonly path: string;
  readonly reading: SqliteConnection;
  readonly writing: SqliteConnection;
  readonly turns: Pick<WriteTurns, 'begin' | 'isWriting'>;
  /** Refuses statements of the user's own beyond those that are refused everywhere. */
  readonly checkRaw?: (text: string) => void;
  /** Called once, when the database is closed. */
  close(): void;
}

/** Makes readers and writers of states over a session. */
export interface States {
  reader(session: SqlSession): StateReader;
  writer(session: SqlSession): StateWriter;
}

/** A database in one file: one connection that reads what is committed, and one that writes. */
export class SqliteDatabase implements Database, TransactionHost, OpenDatabase {
  readonly name = 'sqlite';
  readonly capabilities: ReadonlySet<DatabaseCapability> = new Set<DatabaseCapability>([
    'persistent',
    'rawQueries',
  ]);
  readonly states: StateReader;
  readonly events: EventReader;
  readonly snapshots: SqliteSnapshots = new SqliteSnapshots(this);
  readonly idempotency: SqliteIdempotency = new SqliteIdempotency(this);
  readonly outbox: SqliteOutbox;
  #isClosed = false;

  /** @param now - milliseconds since the epoch, by the clock of the domain. */
  constructor(
    private readonly file: OpenedFile,
    private readonly stateAccess: States,
    now: () => number,
  ) {
    this.outbox = new SqliteOutbox(this, now);
    this.states = stateAccess.reader(this.#session());
    this.events = this.#events();
  }

  /**
   * The connection that writes, while nobody writes: it has in memory what it has written, whereas another one begins anew after each
   * commit.
   */
  get reading(): SqliteConnection {
    return this.file.turns.isWriting ? this.file.reading : this.file.writing;
  }

  assertOpen(): void {
    if (!this.#isClosed) return;
    throw new DomainryError(
      'DATABASE_CLOSED',
      `The database ${this.file.path} was closed. Open it again, or close it when nothing uses it any more.`,
      { details: { path: this.file.path } },
    );
  }

  checkRaw(text: string): void {
    checkRawStatement(text);
    this.file.checkRaw?.(text);
  }

  async begin(): Promise<Transaction> {
    this.assertOpen();
    return new SqliteTransaction(this);
  }

  statesIn(session: SqlSession): StateWriter {
    return this.stateAccess.writer(session);
  }

  beginWriting(): Promise<WritingTurn> {
    return this.file.turns.begin(this.file.writing, () => this.assertOpen());
  }

  async write<Result>(act: (connection: SqliteConnection) => Result): Promise<Result> {
    this.assertOpen();
    const turn = await this.beginWriting();
    try {
      const result = act(turn.connection);
      turn.commit();
      return result;
    } catch (error) {
      turn.rollback();
      throw error;
    }
  }

  /** Reads the head of the file. */
  async health(): Promise<void> {
    this.assertOpen();
    this.reading.get('PRAGMA schema_version');
  }

  /** Transactions that have not ended leave nothing. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.idempotency.releaseClaims();
    this.file.close();
  }

  #session(): SqlSession {
    return {
      all: async (text, values) => {
        this.assertOpen();
        return this.reading.all(text, ...(values as never[]));
      },
      lists: async (text, values) => {
        this.assertOpen();
        return this.reading.lists(text, values as never[]);
      },
      run: async (text, values) =>
        await this.write((connection) => connection.run(text, ...(values as never[]))),
      returning: async (text, values) =>
        await this.write((connection) => connection.all(text, ...(values as never[]))),
    };
  }

  #events(): EventReader {
    const read = (): SqliteConnection => {
      this.assertOpen();
      return this.reading;
    };
    return {
      readStream: async (stream, part) => readStream(read(), stream, part),
      readFeed: async (part) => readFeed(read(), part),
      lastPosition: async () => lastPosition(read()),
      describeStream: async (stream) => describeStream(read(), stream),
      listStreams: async (listing) => listStreams(read(), listing),
    };
  }
}
