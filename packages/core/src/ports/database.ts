import type { EventReader, EventWriter } from './event-store.js';
import type { IdempotencyStore, IdempotencyWriter } from './idempotency-store.js';
import type { Migrator } from './migrations.js';
import type { Outbox, OutboxWriter } from './outbox.js';
import type { RawStatements } from './raw-statements.js';
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
  /** Opens what leads the database to the tables of a model, and nothing else. Absent where there are no tables to be led. */
  migrator?(model: DatabaseModel): Promise<Migrator>;
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
  /** The databases of tenants, where each has one of its own; then everything above is about the tenant that is worked for. */
  readonly tenants?: DatabasesOfTenants | undefined;
  /** Begins a transaction. It holds a connection until it ends: begin late, end soon. */
  begin(): Promise<Transaction>;
  /**
   * Asks the database itself for a sign of life, for who operates the domain. Where it is absent, something small is read
   * in its place.
   *
   * @throws DomainryError that says what is wrong and what to do, and nothing secret.
   */
  health?(): Promise<void>;
  /** The connections of this process, at this moment, without asking anybody. Undefined, or absent, where there is no pool. */
  connections?(): ConnectionCounts | undefined;
  close(): Promise<void>;
}

/** How many connections a pool has. */
export interface ConnectionCounts {
  /** Those that are open, in use or not. */
  readonly total: number;
  /** Those of them that nobody uses. */
  readonly idle: number;
  /** How many callers wait for one. */
  readonly waiting: number;
}

/** Databases of which each holds what belongs to one tenant. */
export interface DatabasesOfTenants {
  /** Names of the tenants that have one. */
  known(): Promise<readonly string[]>;
  /**
   * That of a tenant, wherever it is asked for.
   *
   * @throws DomainryError TENANT_INVALID.
   */
  of(tenant: string): Database;
  /**
   * Removes everything that is kept of a tenant, for good. Absent where the place of a tenant is not the adapter's to remove.
   *
   * @throws DomainryError TENANT_INVALID; TENANT_IN_USE while something of this process uses it.
   */
  remove?(tenant: string): Promise<void>;
}

/** A transaction: it sees its own writes, nobody else does before the commit. Ended once, by commit or rollback. */
export interface Transaction {
  readonly states: StateWriter;
  readonly events: EventWriter;
  readonly idempotency: IdempotencyWriter;
  readonly outbox: OutboxWriter;
  /**
   * Reads snapshots over the connection of the transaction, so that who holds one waits for no other; absent where nobody waits for
   * connections.
   */
  readonly snapshots?: Pick<SnapshotStore, 'load'> | undefined;
  /** Statements in the language of the database, in this transaction; absent where there is none (`rawQueries`). */
  readonly raw?: RawStatements | undefined;
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
