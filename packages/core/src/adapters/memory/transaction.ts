import { DomainryError } from '../../errors/domainry-error.js';
import type { Committed, Transaction } from '../../ports/database.js';
import type { EventWriter } from '../../ports/event-store.js';
import type { IdempotencyWriter } from '../../ports/idempotency-store.js';
import type { OutboxWriter } from '../../ports/outbox.js';
import type { StateWriter } from '../../ports/state-store.js';
import type { MemoryEvents } from './events.js';
import type { MemoryIdempotency } from './idempotency.js';
import type { MemoryOutbox } from './outbox.js';
import type { EventParticipant, Life, Participant } from './participant.js';
import type { MemoryStates } from './states.js';

/** What a memory database keeps. Snapshots are not among the parts of a transaction. */
export interface MemoryParts {
  readonly states: MemoryStates;
  readonly events: MemoryEvents;
  readonly idempotency: MemoryIdempotency;
  readonly outbox: MemoryOutbox;
}

/** A transaction of a memory database. Its commit is one synchronous step, so that nobody ever sees half of it. */
export class MemoryTransaction implements Transaction, Life {
  readonly states: StateWriter;
  readonly events: EventWriter;
  readonly idempotency: IdempotencyWriter;
  readonly outbox: OutboxWriter;
  readonly #participants: readonly Participant[];
  readonly #written: EventParticipant;
  #end: 'committed' | 'rolled back' | undefined;

  /** @param life - of the database. */
  constructor(
    parts: MemoryParts,
    private readonly life: Life,
  ) {
    const states = parts.states.begin(this);
    const events = parts.events.begin(this);
    const idempotency = parts.idempotency.begin(this);
    const outbox = parts.outbox.begin(this);
    this.states = states;
    this.events = events;
    this.idempotency = idempotency;
    this.outbox = outbox;
    this.#participants = [states, events, outbox, idempotency];
    this.#written = events;
  }

  assertOpen(): void {
    if (this.#end !== undefined) {
      throw new DomainryError(
        'TRANSACTION_ENDED',
        `The transaction was ${this.#end} and cannot be used any more. Begin another one.`,
        { details: { end: this.#end } },
      );
    }
    this.life.assertOpen();
  }

  async commit(): Promise<Committed> {
    this.assertOpen();
    try {
      for (const participant of this.#participants) participant.prepare();
    } catch (error) {
      this.#finish('rolled back');
      throw error;
    }
    for (const participant of this.#participants) participant.apply();
    this.#finish('committed');
    const { position, versions } = this.#written;
    return versions === undefined ? { position } : { position, versions };
  }

  async rollback(): Promise<void> {
    // After a commit that failed nothing is left to be done; one that succeeded cannot be taken back.
    if (this.#end === 'committed') this.assertOpen();
    if (this.#end === undefined) this.#finish('rolled back');
  }

  #finish(end: 'committed' | 'rolled back'): void {
    this.#end = end;
    for (const participant of this.#participants) participant.release?.();
  }
}
