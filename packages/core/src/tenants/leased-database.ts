import { signOfLife } from '../event-store/sign-of-life.js';
import type {
  Committed,
  ConnectionCounts,
  Database,
  DatabasesOfTenants,
  Transaction,
} from '../ports/database.js';
import type { EventReader } from '../ports/event-store.js';
import type { IdempotencyStore } from '../ports/idempotency-store.js';
import type { Outbox } from '../ports/outbox.js';
import type { SnapshotStore } from '../ports/snapshot-store.js';
import type { StateReader } from '../ports/state-store.js';
import type { Lease } from './open-tenants.js';

/** A database that is looked up for each call, and kept open while the call, or the transaction, goes on. */
export class LeasedDatabase implements Database {
  readonly states: StateReader = {
    get: (shape, id) => this.#use(({ states }) => states.get(shape, id)),
    find: (shape, query) => this.#use(({ states }) => states.find(shape, query)),
    count: (shape, where) => this.#use(({ states }) => states.count(shape, where)),
    calculate: (shape, where, calculations) =>
      this.#use(({ states }) => states.calculate(shape, where, calculations)),
  };
  readonly events: EventReader = {
    readStream: (stream, read) => this.#use(({ events }) => events.readStream(stream, read)),
    readFeed: (read) => this.#use(({ events }) => events.readFeed(read)),
    lastPosition: () => this.#use(({ events }) => events.lastPosition()),
    describeStream: (stream) => this.#use(({ events }) => events.describeStream(stream)),
    listStreams: (listing) => this.#use(({ events }) => events.listStreams(listing)),
  };
  readonly snapshots: SnapshotStore = {
    load: (stream, atOrBefore) => this.#use(({ snapshots }) => snapshots.load(stream, atOrBefore)),
    save: (snapshot) => this.#use(({ snapshots }) => snapshots.save(snapshot)),
    prune: (stream, keep) => this.#use(({ snapshots }) => snapshots.prune(stream, keep)),
  };
  readonly idempotency: IdempotencyStore = {
    find: (key) => this.#use(({ idempotency }) => idempotency.find(key)),
    forgetBefore: (time, limit) => this.#use(({ idempotency }) => idempotency.forgetBefore(time, limit)),
  };
  readonly outbox: Outbox = {
    claim: (destination, claim) => this.#use(({ outbox }) => outbox.claim(destination, claim)),
    claimAbandoned: (position, claim) => this.#use(({ outbox }) => outbox.claimAbandoned(position, claim)),
    renew: (held, leaseMs) => this.#use(({ outbox }) => outbox.renew(held, leaseMs)),
    done: (held) => this.#use(({ outbox }) => outbox.done(held)),
    failed: (held, reason, next) => this.#use(({ outbox }) => outbox.failed(held, reason, next)),
    release: (held) => this.#use(({ outbox }) => outbox.release(held)),
    list: (listing) => this.#use(({ outbox }) => outbox.list(listing)),
    counts: () => this.#use(({ outbox }) => outbox.counts()),
    requeue: (positions) => this.#use(({ outbox }) => outbox.requeue(positions)),
    discard: (position, reason) => this.#use(({ outbox }) => outbox.discard(position, reason)),
  };

  /** @param lease - of the database that is meant where it is called. */
  constructor(
    readonly name: string,
    readonly capabilities: Database['capabilities'],
    private readonly lease: () => Promise<Lease>,
    private readonly closeAll: () => Promise<void>,
    readonly tenants?: DatabasesOfTenants | undefined,
    readonly connections: () => ConnectionCounts | undefined = () => undefined,
  ) {}

  /** Whether the tenants can be looked up; that of one tenant, whether its database is there. */
  async health(): Promise<void> {
    if (this.tenants === undefined) await this.#use(signOfLife);
    else await this.tenants.known();
  }

  async begin(): Promise<Transaction> {
    const { database, end } = await this.lease();
    try {
      return new LeasedTransaction(await database.begin(), end);
    } catch (error) {
      end();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.closeAll();
  }

  async #use<Result>(act: (database: Database) => Promise<Result>): Promise<Result> {
    const { database, end } = await this.lease();
    try {
      return await act(database);
    } finally {
      end();
    }
  }
}

/** A transaction that gives a lease back when it has ended. */
class LeasedTransaction implements Transaction {
  readonly states: Transaction['states'];
  readonly events: Transaction['events'];
  readonly idempotency: Transaction['idempotency'];
  readonly outbox: Transaction['outbox'];
  readonly snapshots: Transaction['snapshots'];
  readonly raw: Transaction['raw'];

  constructor(
    private readonly inner: Transaction,
    private readonly end: () => void,
  ) {
    this.states = inner.states;
    this.events = inner.events;
    this.idempotency = inner.idempotency;
    this.outbox = inner.outbox;
    this.snapshots = inner.snapshots;
    this.raw = inner.raw;
  }

  async commit(): Promise<Committed> {
    try {
      return await this.inner.commit();
    } finally {
      this.end();
    }
  }

  async rollback(): Promise<void> {
    try {
      await this.inner.rollback();
    } finally {
      this.end();
    }
  }
}
