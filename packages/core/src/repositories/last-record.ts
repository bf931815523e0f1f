import type { AnyAggregate } from '../elements/aggregate.js';
import { storedSlot, type EventSource } from '../elements/pending-events.js';
import type { StateRecord } from '../ports/state-store.js';

/**
 * What an aggregate was read from or written as last. It lies in the aggregate, out of sight: a weak map of all that were loaded
 * costs more than loading them, when garbage is collected.
 */
class LastRecord {
  readonly #persister: object;
  readonly #record: StateRecord;

  constructor(persister: object, record: StateRecord) {
    this.#persister = persister;
    this.#record = record;
  }

  /** What a persister knows. Another one, of another database, knows nothing of it. */
  of(persister: object): StateRecord | undefined {
    return this.#persister === persister ? this.#record : undefined;
  }
}

/** What a persister read an aggregate from, or wrote it as, last. */
export function lastRecordOf(persister: object, aggregate: AnyAggregate): StateRecord | undefined {
  const last = (aggregate as unknown as EventSource)[storedSlot] as LastRecord | undefined;
  return last?.of(persister);
}

/** Remembers what a persister read an aggregate from, or wrote it as; undefined when it is no longer there. */
export function keepRecord(
  persister: object,
  aggregate: AnyAggregate,
  record: StateRecord | undefined,
): void {
  (aggregate as unknown as EventSource)[storedSlot] = record && new LastRecord(persister, record);
}
