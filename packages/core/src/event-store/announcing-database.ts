import type { Committed, Database, Transaction } from '../ports/database.js';
import type { CommitSignal } from './commit-signal.js';

/** A database that tells who waits in this process of every commit that wrote events, before anything else happens. */
export class AnnouncingDatabase implements Database {
  constructor(
    private readonly inner: Database,
    private readonly commits: CommitSignal,
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

  async begin(): Promise<Transaction> {
    return new AnnouncingTransaction(await this.inner.begin(), this.commits);
  }

  close(): Promise<void> {
    this.commits.end();
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

  async commit(): Promise<Committed> {
    const committed = await this.inner.commit();
    if (committed.position !== undefined) this.commits.announce(committed.position);
    return committed;
  }

  rollback(): Promise<void> {
    return this.inner.rollback();
  }
}
