import { DomainryError } from '@domainry/core';
import {
  commandInFlight,
  duplicateEvent,
  type Committed,
  type EventReader,
  type RawStatements,
  type StateWriter,
  type StreamDescription,
  type Transaction,
} from '@domainry/core/ports';
import { checkRawStatement, type SqlSession } from '@domainry/sql';
import { arrayOf } from './events/event-query.js';
import { PostgresEventReader } from './events/event-reader.js';
import { PostgresEventWriter } from './events/event-writer.js';
import type { Sequencer } from './events/sequencer.js';
import { callCommit } from './events/commit-call.js';
import type { CommitQueue } from './events/commit-queue.js';
import {
  refusalOf,
  workOf,
  type CommitWork,
  type Lock,
  type Refusal,
  type WrittenWork,
} from './events/staged-work.js';
import type { StreamLooks } from './events/stream-looks.js';
import { describeStreams } from './events/read-events.js';
import type { ConnectionPool } from './connection/connection-pool.js';
import type { ClaimingTransaction, PostgresIdempotency, PostgresIdempotencyWriter } from './idempotency.js';
import { findLostCommit, isUncertain } from './lost-commit.js';
import { brokenUnique } from './map-error.js';
import { PostgresOutboxWriter } from './outbox/outbox-writer.js';
import { PostgresSnapshots } from './snapshots.js';
import { shared } from './schema/placement.js';
import { checkSharedRaw } from './tenants/check-shared-raw.js';
import { WritingTurn } from './writing-turn.js';

/** What a transaction needs of its database. */
export interface TransactionHost {
  readonly pool: ConnectionPool;
  readonly sequencer: Sequencer;
  readonly commits: CommitQueue;
  readonly looks: StreamLooks;
  readonly idempotency: PostgresIdempotency;
  statesIn(session: SqlSession): StateWriter;
}

/**
 * A transaction. It takes a connection with the first state that it writes, or the first key that it claims; until then it
 * reads what is committed. Events, messages and records wait for the commit, which writes them by one statement; where there
 * is no connection by then, together with others.
 */
export class PostgresTransaction implements Transaction, ClaimingTransaction {
  readonly states: StateWriter;
  readonly committed: EventReader;
  readonly events: PostgresEventWriter;
  readonly idempotency: PostgresIdempotencyWriter;
  readonly outbox: PostgresOutboxWriter;
  readonly raw: RawStatements = {
    language: 'postgres',
    run: async (text, values) => {
      checkRawStatement(text);
      if (this.host.pool.placement === shared) checkSharedRaw(text);
      return await (await this.#writing()).raw(text, values);
    },
  };
  #beginning: Promise<WritingTurn> | undefined;
  #turn: WritingTurn | undefined;
  #end: 'committed' | 'rolled back' | undefined;

  constructor(private readonly host: TransactionHost) {
    this.states = host.statesIn(this.#session());
    this.committed = new PostgresEventReader(
      () => this.reading,
      host.sequencer,
      () => this.#turn === undefined,
    );
    this.events = new PostgresEventWriter(this);
    this.idempotency = host.idempotency.begin(this);
    this.outbox = new PostgresOutboxWriter(this);
  }

  get reading(): SqlSession {
    return this.#turn ?? this.host.pool;
  }

  async describeStreams(streams: readonly string[]): Promise<ReadonlyMap<string, StreamDescription>> {
    return this.#turn === undefined
      ? await this.host.looks.describe(streams)
      : await describeStreams(this.#turn, streams);
  }

  rememberedVersion(stream: string): number | undefined {
    return this.host.looks.remembered(stream);
  }

  get snapshots(): Pick<PostgresSnapshots, 'load'> {
    return new PostgresSnapshots(this.#session());
  }

  assertOpen(): void {
    if (this.#end !== undefined) {
      throw new DomainryError(
        'TRANSACTION_ENDED',
        `The transaction was ${this.#end} and cannot be used any more. Begin another one.`,
        { details: { end: this.#end } },
      );
    }
    this.host.pool.assertOpen();
  }

  async tryLock(key: string): Promise<boolean> {
    const turn = await this.#writing();
    const [row] = await turn.all(
      `SELECT pg_try_advisory_xact_lock(hashtextextended(${this.host.pool.placement.ofLocks} || $1, 0)) AS locked`,
      [key],
    );
    return row!['locked'] === true;
  }

  async commit(): Promise<Committed> {
    this.assertOpen();
    const written = await this.#written();
    this.#finish('committed');
    const last = this.events.staged.events.at(-1);
    if (written === undefined || last === undefined) return { position: undefined };
    const position = written.position ?? (await this.host.sequencer.positionOf(last.event.id));
    return { position, versions: written.versions };
  }

  async rollback(): Promise<void> {
    // After a commit that failed nothing is left to be done; one that succeeded cannot be taken back.
    if (this.#end === 'committed') this.assertOpen();
    if (this.#end !== undefined) return;
    this.#end = 'rolled back';
    // Who waits for a claim must not be woken before the server has freed it.
    const turn = await this.#beginning?.catch(() => undefined);
    await turn?.rollback();
    this.idempotency.release();
  }

  /** Writes everything; undefined when nothing had to wait for the commit. */
  async #written(): Promise<WrittenWork | undefined> {
    const { events, outbox, idempotency } = this;
    const isNothingStaged = events.isEmpty && outbox.staged.length === 0 && idempotency.staged.length === 0;
    const work = isNothingStaged
      ? undefined
      : { ...workOf(events.staged), outbox: outbox.staged, records: idempotency.staged };
    try {
      const turn = await this.#beginning;
      const answer = turn === undefined ? await this.#together(work) : await this.#byItself(turn, work);
      if (answer?.refused !== undefined) throw refusalOf(events.staged, answer);
      if (answer !== undefined) this.host.looks.remember(answer.versions);
      for (const { stream, archive } of events.staged.changes)
        if (archive === true) this.host.looks.forget(stream);
      return answer;
    } catch (error) {
      // What was remembered may be what is wrong.
      for (const { stream } of [...events.staged.expectations, ...events.staged.events])
        this.host.looks.forget(stream);
      await this.#turn?.rollback();
      const found = await this.#foundAgain(error, work?.locks ?? []).catch((reason: unknown) => {
        this.#finish('rolled back');
        throw reason;
      });
      if (found !== undefined) return found;
      this.#finish('rolled back');
      throw await this.#explained(error);
    }
  }

  async #together(work: CommitWork | undefined): Promise<WrittenWork | Refusal | undefined> {
    return work === undefined ? undefined : await this.host.commits.commit(work);
  }

  /** The end of the transaction is sent behind what it writes: where that is refused or fails, the server ends it otherwise. */
  async #byItself(
    turn: WritingTurn,
    work: CommitWork | undefined,
  ): Promise<WrittenWork | Refusal | undefined> {
    const answered =
      work === undefined
        ? undefined
        : callCommit(turn, [work], {
            isPatient: true,
            isAlone: false,
            // Its end may wait for whatever it likes, and everybody's events would wait for the head with it.
            isPlacing: false,
          });
    const ended = turn.commit();
    // What was answered first says why the other one failed.
    ended.catch(() => undefined);
    const answers = await answered;
    if (answers?.[0]?.refused === undefined) await ended;
    return answers?.[0] as WrittenWork | Refusal | undefined;
  }

  /** What was written after all, where the answer was lost. */
  async #foundAgain(error: unknown, locks: readonly Lock[]): Promise<WrittenWork | undefined> {
    if (!isUncertain(error)) return undefined;
    const events = this.events.staged.events.map(({ event }) => event.id);
    return await findLostCommit(this.host.pool, { events, records: this.idempotency.staged, locks }, error);
  }

  /** What the server says of values that are there already, in the words of the ports. */
  async #explained(error: unknown): Promise<unknown> {
    const index = brokenUnique(error);
    if (index === 'domainry_idempotency_key') return commandInFlight(this.idempotency.staged[0]!.key);
    if (index !== 'domainry_events_id') return error;
    const ids = this.events.staged.events.map(({ event }) => event.id);
    const rows = await this.host.pool.all(takenIds, [arrayOf(ids)]);
    const taken = new Set(rows.map((row) => row['id']));
    const first = ids.find((id, at) => taken.has(id) || ids.indexOf(id) !== at);
    return first === undefined ? error : duplicateEvent(first);
  }

  #finish(end: 'committed' | 'rolled back'): void {
    this.#end = end;
    this.idempotency.release();
  }

  async #write(): Promise<WritingTurn> {
    this.#beginning ??= WritingTurn.begin(this.host.pool);
    const turn = await this.#beginning;
    this.#turn = turn;
    return turn;
  }

  #session(): SqlSession {
    return {
      all: async (text, values) => {
        this.assertOpen();
        return await this.reading.all(text, values);
      },
      lists: async (text, values) => {
        this.assertOpen();
        return await this.reading.lists(text, values);
      },
      run: async (text, values) => await (await this.#writing()).run(text, values),
      returning: async (text, values) => await (await this.#writing()).returning(text, values),
      together: async (statements) => await (await this.#writing()).together(statements),
      tried: {
        run: async (text, values) => await (await this.#writing()).tried.run(text, values),
        returning: async (text, values) => await (await this.#writing()).tried.returning(text, values),
      },
    };
  }

  async #writing(): Promise<WritingTurn> {
    this.assertOpen();
    const turn = await this.#write();
    // It may have been rolled back while it waited.
    this.assertOpen();
    return turn;
  }
}

const takenIds = `SELECT id FROM domainry_events WHERE id = ANY ($1::text[])
  UNION ALL SELECT id FROM domainry_archived_events WHERE id = ANY ($1::text[])`;
