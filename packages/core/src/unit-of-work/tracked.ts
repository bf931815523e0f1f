import type { AnyAggregate } from '../elements/aggregate.js';
import { versionOf } from '../elements/aggregate.js';
import { drainEvents, type EventSource } from '../elements/pending-events.js';
import { changesOf, hasPendingEvents } from '../elements/saved-state.js';
import type { AnyEvent } from '../elements/event.js';
import type { Lineage } from './lineage.js';
import type { CollectedEvent, Persister, Save, Written } from './persister.js';

/** One aggregate in a unit of work: what is to happen to it, and how far that got. */
export class Tracked {
  /** Whether it was only loaded, or is to be saved or removed. */
  intent: 'loaded' | 'save' | 'remove' = 'loaded';
  /** Version when the unit met it. */
  readonly #met: number;
  /** What was written of it last. */
  #written: { readonly version: number; readonly changes: number; readonly isGone: boolean } | undefined;
  /** How often it had changed when it was taken to be written. */
  #taken = 0;
  #collected: CollectedEvent[] = [];
  #sequence = 0;
  #lineage: Lineage = {};

  constructor(
    readonly persister: Persister,
    readonly aggregate: AnyAggregate,
  ) {
    this.#met = versionOf(aggregate);
  }

  /** Version it had when the unit met it. */
  get met(): number {
    return this.#met;
  }

  /** Version it has in the transaction; −1 when it is not stored. */
  get version(): number {
    return this.#written?.version ?? this.#met;
  }

  /** Whether something of it was written. */
  get isWritten(): boolean {
    return this.#written !== undefined;
  }

  /** Whether its removal was written. */
  get isGone(): boolean {
    return this.#written?.isGone === true;
  }

  /** How many of its changes came after it was written. */
  get changesSince(): number {
    return Math.max(changesOf(this.aggregate) - (this.#written?.changes ?? 0), 0);
  }

  /** Whether it is still as it was written. */
  get isAsWritten(): boolean {
    return this.changesSince === 0 && !hasPendingEvents(this.aggregate);
  }

  /** Whether it changed, or raised events, and nobody asked for it to be saved. */
  get isForgotten(): boolean {
    return this.intent === 'loaded' && (changesOf(this.aggregate) > 0 || hasPendingEvents(this.aggregate));
  }

  /** Whether writing it would make a difference. */
  get isDue(): boolean {
    if (this.intent === 'loaded' || this.isGone) return false;
    if (this.intent === 'remove') return true;
    return (
      this.version === -1 ||
      this.changesSince > 0 ||
      this.#collected.length > 0 ||
      hasPendingEvents(this.aggregate)
    );
  }

  /** Takes the waiting events out. */
  collect(lineage: Lineage): void {
    this.#lineage = lineage;
    if (!hasPendingEvents(this.aggregate)) return;
    const events = drainEvents(this.aggregate as unknown as EventSource) as readonly AnyEvent[];
    for (const event of events) this.#collected.push({ event, lineage, sequence: ++this.#sequence });
  }

  /** What is to be written now. Its events are not given a second time, whatever becomes of them. */
  takeSave(): Save {
    this.collect(this.#lineage);
    // What changes from here on, while the store is busy, is not in what is written.
    this.#taken = changesOf(this.aggregate);
    const events = this.#collected;
    this.#collected = [];
    return {
      aggregate: this.aggregate,
      what: this.intent === 'remove' ? 'remove' : 'save',
      version: this.#met,
      stored: this.version,
      events,
      lineage: this.#lineage,
    };
  }

  /** It was written as it was when it was taken. */
  keep(what: Save['what'], { version }: Written): void {
    this.#written = { version, changes: this.#taken, isGone: what === 'remove' };
  }
}
