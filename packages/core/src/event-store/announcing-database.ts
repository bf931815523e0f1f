import type {
  Committed,
  ConnectionCounts,
  Database,
  DatabasesOfTenants,
  Transaction,
} from '../ports/database.js';
import type { CommitSignal } from './commit-signal.js';
import { signOfLife } from './sign-of-life.js';

/** A database that tells who waits in this process of every commit that wrote events, before anything else happens. */
export class AnnouncingDatabase implements Database {
  /** @param signal - that of the commits that are made where it is called. */
  constructor(
    private readonly inner: Database,
    private readonly signal: () => CommitSignal,
    private readonly over: () => void,
  ) {}

  get name(): string {
    return this.inner.name;
  }

  get capabilities(): Database['capabilities'] {
    return this.inner.capabilities;
  }

  get states(): Database['states'] {
    return this.inner.states;
  }

  get events(): Database['events'] {
    return this.inner.events;
  }

  get snapshots(): Database['snapshots'] {
    return this.inner.snapshots;
  }

  get idempotency(): Database['idempotency'] {
    return this.inner.idempotency;
  }

  get outbox(): Database['outbox'] {
    return this.inner.outbox;
  }

  get tenants(): DatabasesOfTenants | undefined {
    return this.inner.tenants;
  }

  begin(): Promise<Transaction> {
    const commits = this.signal();
    return this.inner.begin().then((transaction) => new AnnouncingTransaction(transaction, commits));
  }

  health(): Promise<void> {
    return signOfLife(this.inner);
  }

  connections(): ConnectionCounts | undefined {
    return this.inner.connections?.();
  }

  close(): Promise<void> {
    this.over();
    return this.inner.close();
  }
}

class AnnouncingTransaction implements Transaction {
  constructor(
    private readonly inner: Transaction,
    private readonly commits: CommitSignal,
  ) {}

  get states(): Transaction['states'] {
    return this.inner.states;
  }

  get events(): Transaction['events'] {
    return this.inner.events;
  }

  get idempotency(): Transaction['idempotency'] {
    return this.inner.idempotency;
  }

  get outbox(): Transaction['outbox'] {
    return this.inner.outbox;
  }

  get snapshots(): Transaction['snapshots'] {
    return this.inner.snapshots;
  }

  get raw(): Transaction['raw'] {
    return this.inner.raw;
  }

  commit(): Promise<Committed> {
    return this.inner.commit().then((committed) => {
      if (committed.position !== undefined) this.commits.announce(committed.position);
      return committed;
    });
  }

  rollback(): Promise<void> {
    return this.inner.rollback();
  }
}
