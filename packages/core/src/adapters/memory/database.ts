import { DomainryError } from '../../errors/domainry-error.js';
import type { Database, DatabaseCapability, Transaction } from '../../ports/database.js';
import { MemoryEvents } from './events.js';
import { MemoryIdempotency } from './idempotency.js';
import { MemoryOutbox } from './outbox.js';
import type { Life } from './participant.js';
import { MemorySnapshots } from './snapshots.js';
import { MemoryStates } from './states.js';
import { MemoryTransaction } from './transaction.js';

/** A database that is gone when the process ends, and otherwise as strict as one on disk. */
export class MemoryDatabase implements Database, Life {
  readonly name = 'memory';
  readonly capabilities: ReadonlySet<DatabaseCapability> = new Set();
  readonly states: MemoryStates = new MemoryStates(this);
  readonly events: MemoryEvents = new MemoryEvents(this);
  readonly snapshots: MemorySnapshots = new MemorySnapshots(this);
  readonly idempotency: MemoryIdempotency = new MemoryIdempotency(this);
  readonly outbox: MemoryOutbox = new MemoryOutbox(this, () => this.#now());
  #opening = new Opening();
  #now: () => number;

  /** @param now - milliseconds since the epoch, by the clock of the domain. */
  constructor(now: () => number) {
    this.#now = now;
  }

  assertOpen(): void {
    this.#opening.assertOpen();
  }

  async begin(): Promise<Transaction> {
    this.assertOpen();
    return new MemoryTransaction(this, this.#opening);
  }

  async health(): Promise<void> {
    this.assertOpen();
  }

  /** Transactions that have not ended leave nothing. */
  async close(): Promise<void> {
    this.#opening.isOver = true;
    this.idempotency.releaseClaims();
  }

  /** Opens it again, with what it held when it was closed. Transactions and claims of before are over. */
  reopen(now: () => number): void {
    this.#opening.isOver = true;
    this.#now = now;
    this.outbox.endClaims();
    this.#opening = new Opening();
  }
}

/** The time between opening and closing. */
class Opening implements Life {
  isOver = false;

  assertOpen(): void {
    if (!this.isOver) return;
    throw new DomainryError(
      'DATABASE_CLOSED',
      'The memory database was closed. Open it again, or close it when nothing uses it any more.',
    );
  }
}
