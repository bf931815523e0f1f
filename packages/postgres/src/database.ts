import type {
  ConnectionCounts,
  Database,
  DatabaseCapability,
  EventReader,
  StateReader,
  StateWriter,
  Transaction,
} from '@domainry/core/ports';
import type { SqlSession } from '@domainry/sql';
import type { ConnectionPool } from './connection/connection-pool.js';
import { CommitQueue } from './events/commit-queue.js';
import { PostgresEventReader } from './events/event-reader.js';
import { Sequencer } from './events/sequencer.js';
import { StreamLooks } from './events/stream-looks.js';
import { PostgresIdempotency } from './idempotency.js';
import { PostgresOutbox } from './outbox/outbox.js';
import { PostgresSnapshots } from './snapshots.js';
import { shared } from './schema/placement.js';
import { ReplicaReader } from './states/replica-reader.js';
import { PostgresTransaction, type TransactionHost } from './transaction.js';

/** Makes readers and writers of states over a session. */
export interface States {
  reader(session: SqlSession): StateReader;
  writer(session: SqlSession): StateWriter;
}

/** A schema of a server, by way of a pool of connections. */
export class PostgresDatabase implements Database, TransactionHost {
  readonly name = 'postgres';
  readonly capabilities: ReadonlySet<DatabaseCapability> = new Set<DatabaseCapability>([
    'persistent',
    'rawQueries',
  ]);
  readonly states: StateReader;
  readonly events: EventReader;
  readonly snapshots: PostgresSnapshots;
  readonly idempotency: PostgresIdempotency;
  readonly outbox: PostgresOutbox;
  readonly sequencer: Sequencer;
  readonly commits: CommitQueue;
  readonly looks: StreamLooks;

  /**
   * @param patience - milliseconds that one waits for the claim of another process on an idempotency key.
   * @param replicas - servers that follow, for queries.
   */
  constructor(
    readonly pool: ConnectionPool,
    private readonly stateAccess: States,
    patience: number,
    private readonly replicas: readonly ConnectionPool[],
  ) {
    this.sequencer = new Sequencer(pool);
    // By way of a pooler, the transaction that says whom a call is for is ended when that was answered.
    this.commits = new CommitQueue(pool, !(pool.isPooledElsewhere && pool.placement === shared));
    this.looks = new StreamLooks(pool);
    const primary = stateAccess.reader(pool);
    this.states =
      replicas.length === 0
        ? primary
        : new ReplicaReader(
            primary,
            replicas.map((replica) => stateAccess.reader(replica)),
          );
    this.events = new PostgresEventReader(
      () => {
        pool.assertOpen();
        return pool;
      },
      this.sequencer,
      () => true,
    );
    this.snapshots = new PostgresSnapshots(pool);
    this.idempotency = new PostgresIdempotency(pool, patience);
    this.outbox = new PostgresOutbox(pool);
  }

  async begin(): Promise<Transaction> {
    this.pool.assertOpen();
    return new PostgresTransaction(this);
  }

  statesIn(session: SqlSession): StateWriter {
    return this.stateAccess.writer(session);
  }

  async health(): Promise<void> {
    await this.pool.all('SELECT 1', []);
  }

  connections(): ConnectionCounts {
    return this.pool.counts;
  }

  /** Transactions that have not ended leave nothing. */
  async close(): Promise<void> {
    this.idempotency.releaseClaims();
    await Promise.all([this.pool, ...this.replicas].map((pool) => pool.close()));
  }
}
