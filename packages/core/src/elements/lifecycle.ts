import { applyTo } from '../change/applying.js';
import { change } from '../change/change.js';
import { DISCARDED, beforeSlot, changeSlot, discardedSlot, touch } from '../change/journal.js';
import { DomainryError } from '../errors/domainry-error.js';
import { ValidationError } from '../errors/validation-error.js';
import { Inspection } from '../fields/inspection.js';
import { suggestName } from '../fields/suggest-name.js';
import type { LifecycleEvents } from './lifecycle-events.js';
import { modelOfInstance } from './element.js';
import {
  eventsSlot,
  raiseEvent,
  raisedSlot,
  record,
  type EventSource,
  type RaisableEvent,
} from './pending-events.js';
import { storedFormOf } from './stored-form.js';

type NewEvent = new (input: object) => RaisableEvent;

/** Raises `Created` for a new aggregate. */
export function raiseCreated(aggregate: EventSource, events: LifecycleEvents): void {
  const state = storedFormOf(modelOfInstance(aggregate)).write(aggregate);
  // It comes before whatever defaults() raised. Construction is no change: nothing is journalled, no pre rule is asked.
  const raised = aggregate[eventsSlot] ?? [];
  aggregate[eventsSlot] = undefined;
  for (const event of raised) event[raisedSlot] = undefined;
  record(aggregate, new (events.Created as unknown as NewEvent)({ state }));
  for (const event of raised) record(aggregate, event);
}

/** Sets a field and raises `AttributeChanged`, as one change. */
export function changeAttribute(aggregate: EventSource, name: string, value: unknown): void {
  const events = lifecycleOf(aggregate);
  const model = modelOfInstance(aggregate);
  const names = model.fields.map((field) => field.name);
  if (!names.includes(name)) {
    const inspection = new Inspection(model.name, 'code');
    inspection.within(String(name), () => inspection.rejectKey(names, suggestName(String(name), names)));
    throw new ValidationError(inspection.violations, model.name);
  }
  change(aggregate, () => {
    refuseDiscarded(aggregate);
    applyTo(aggregate, false, () => {
      (aggregate as unknown as Record<string, unknown>)[name] = value;
    });
    const state = storedFormOf(model).write(aggregate);
    raiseEvent(
      aggregate,
      new (events.AttributeChanged as unknown as NewEvent)({ name, value: state[name] ?? null }),
    );
  });
}

/** Raises `Discarded` and closes the aggregate for good. */
export function discard(aggregate: EventSource): void {
  const events = lifecycleOf(aggregate);
  refuseDiscarded(aggregate);
  change(aggregate, () => {
    if (aggregate[beforeSlot] === undefined) touch(aggregate, aggregate);
    raiseEvent(aggregate, new (events.Discarded as unknown as NewEvent)({}));
    aggregate[discardedSlot] = true;
  });
}

/** Whether the aggregate was discarded. */
export function isDiscarded(aggregate: EventSource): boolean {
  return aggregate[discardedSlot] === true;
}

function refuseDiscarded(aggregate: EventSource): void {
  if (aggregate[changeSlot] === DISCARDED || aggregate[discardedSlot] === true) DISCARDED.refuse(aggregate);
}

function lifecycleOf(aggregate: EventSource): LifecycleEvents {
  const { lifecycle, name } = modelOfInstance(aggregate);
  if (lifecycle !== undefined) return lifecycle;
  throw new DomainryError(
    'LIFECYCLE_DISABLED',
    `${name} raises no lifecycle events. Register it with { lifecycleEvents: true } to use changeAttribute and discard.`,
  );
}
