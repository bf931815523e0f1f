import type { EventReader, EventWriter } from './event-store.js';
import type { IdempotencyStore, IdempotencyWriter } from './idempotency-store.js';
import type { Outbox, OutboxWriter } from './outbox.js';
import type { SnapshotStore } from './snapshot-store.js';
import type { StateReader, StateShape, StateWriter } from './state-store.js';

/** What a database can do beyond what every one must. Claimed ones are proven by the conformance suite, others refused. */
export type DatabaseCapability = 'persistent' | 'rawQueries' | 'tenants' | 'notifications';

/** What a database is told when it is opened. */
export interface DatabaseModel {
  /** Name of the domain. */
  readonly domain: string;
  /** All aggregates and projections whose states are kept. */
  readonly shapes: readonly StateShape[];
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
}

/** Opens a database: what `init({ databases: { default: memory() } })` takes. */
export interface DatabaseAdapter {
  /** Name of the adapter: `memory`. */
  readonly name: string;
  open(model: DatabaseModel): Promise<Database>;
}

/**
 * One database: states, events, snapshots, outbox and idempotency records, changed together in one transaction.
 *
 * What is read outside a transaction is what was committed.
 */
export interface Database {
  readonly name: string;
  readonly capabilities: ReadonlySet<DatabaseCapability>;
  readonly states: StateReader;
  readonly events: EventReader;
  readonly snapshots: SnapshotStore;
  readonly idempotency: IdempotencyStore;
  readonly outbox: Outbox;
  /** Begins a transaction. It holds a connection until it ends: begin late, end soon. */
  begin(): Promise<Transaction>;
  close(): Promise<void>;
}

/** A transaction: it sees its own writes, nobody else does before the commit. Ended once, by commit or rollback. */
export interface Transaction {
  readonly states: StateWriter;
  readonly events: EventWriter;
  readonly idempotency: IdempotencyWriter;
  readonly outbox: OutboxWriter;
  /** Makes everything durable, or throws and leaves nothing. Gives the events written, with their positions. */
  commit(): Promise<Committed>;
  /** Leaves nothing. May be called after a failed commit. */
  rollback(): Promise<void>;
}

/** What a commit came to. */
export interface Committed {
  /** Position of the last event that was written; undefined when none was. */
  readonly position: number | undefined;
  /**
   * Version of the last event of each stream that was written to, where they may be others than the appends gave: somebody
   * else may have written to a stream of which nothing was expected.
   */
  readonly versions?: ReadonlyMap<string, number>;
}
