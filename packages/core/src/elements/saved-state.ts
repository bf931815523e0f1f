import {
  DISCARDED,
  READ_ONLY,
  REMOVED,
  STALE,
  changeSlot,
  changesSlot,
  nameOf,
  type Seal,
} from '../change/journal.js';
import { DomainryError } from '../errors/domainry-error.js';
import type { AnyAggregate } from './aggregate.js';
import { eventsSlot, versionSlot, type EventSource } from './pending-events.js';

/** What is known of an aggregate in relation to its store. Written by units of work, never by the model. */
type Saved = EventSource & { [changesSlot]: number };

/** Whether a change completed since the aggregate was loaded or saved. Events that wait do not count by themselves. */
export function isModified(aggregate: AnyAggregate): boolean {
  return changesOf(aggregate) > 0;
}

/** How many changes completed since the aggregate was loaded or saved. Each one taken back again is taken off. */
export function changesOf(aggregate: AnyAggregate): number {
  return slotsOf(aggregate)[changesSlot];
}

/** Whether the aggregate raised events that nobody collected. */
export function hasPendingEvents(aggregate: AnyAggregate): boolean {
  return (slotsOf(aggregate)[eventsSlot]?.length ?? 0) > 0;
}

/** Says which version an aggregate has that was just filled in from its store. */
export function setVersion(aggregate: AnyAggregate, version: number): void {
  slotsOf(aggregate)[versionSlot] = version;
}

/**
 * The aggregate is stored, in this version.
 *
 * @param changesSince - how many changes it has had since it was written.
 */
export function markSaved(aggregate: AnyAggregate, version: number, changesSince = 0): void {
  const slots = slotsOf(aggregate);
  slots[versionSlot] = version;
  slots[changesSlot] = changesSince;
}

/** Refuses every further change: what the store has may be another state. Reading still works. */
export function markStale(aggregate: AnyAggregate): void {
  seal(aggregate, STALE);
}

/** Refuses every further change: the store has it no longer. */
export function markRemoved(aggregate: AnyAggregate): void {
  seal(aggregate, REMOVED);
}

/** Refuses every further change: it shows a state of the past. */
export function markReadOnly(aggregate: AnyAggregate): void {
  seal(aggregate, READ_ONLY);
}

/**
 * Makes sure that an aggregate may be saved now.
 *
 * @throws DomainryError AGGREGATE_STALE, AGGREGATE_REMOVED, AGGREGATE_READ_ONLY; ASYNC_CHANGE inside one of its methods.
 */
export function requireSavable(aggregate: AnyAggregate): void {
  const subject = slotsOf(aggregate);
  const state = subject[changeSlot];
  if (state === undefined) return;
  if (state === STALE || state === REMOVED || state === READ_ONLY) state.refuse(subject);
  // A discarded aggregate is saved once more, with its last event.
  else if (state !== DISCARDED) throw insideChange(subject);
}

function insideChange(subject: object): DomainryError {
  return new DomainryError(
    'ASYNC_CHANGE',
    `${nameOf(subject)} was handed to its repository by one of its own methods. Call the method first, then save the aggregate.`,
    { details: { element: nameOf(subject) } },
  );
}

function seal(aggregate: AnyAggregate, state: Seal): void {
  slotsOf(aggregate)[changeSlot] = state;
}

function slotsOf(aggregate: AnyAggregate): Saved {
  return aggregate as unknown as Saved;
}
