import { change } from '../change/change.js';
import {
  DISCARDED,
  beforeSlot,
  changeSlot,
  discardedSlot,
  ownerSlot,
  rootOf,
  touch,
  type Changeable,
} from '../change/journal.js';
import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import type { AnyClass } from '../metadata.js';
import { isRemoved } from './attach.js';
import { modelOfInstance } from './element.js';
import { identityOf } from './identity-of.js';

/** Slot of an aggregate: the events it raised that nobody collected, or undefined for none. */
export const eventsSlot: unique symbol = Symbol('pending events');
/** Slot of an aggregate: how often it was saved, less one; −1 before the first time. */
export const versionSlot: unique symbol = Symbol('version');
/** Slot of an aggregate: what its repository keeps with it; undefined before it was stored or read. */
export const storedSlot: unique symbol = Symbol('stored');
/** Property of an event: when and by whom it was raised; undefined before. */
export const raisedSlot: unique symbol = Symbol('raised');
/** Prototype property of event classes: the aggregate class that may raise them, once it was looked up. */
export const raisedBy: unique symbol = Symbol('raised by');
/** Prototype property of event classes: gives the aggregate class that may raise them; undefined when there is none. */
export const findOwner: unique symbol = Symbol('find owner');

/** An aggregate, as far as its events are concerned. */
export interface EventSource extends Changeable {
  [eventsSlot]: RaisableEvent[] | undefined;
  [versionSlot]: number;
  [storedSlot]: object | undefined;
  [discardedSlot]?: boolean;
}

/** An event, as far as raising it is concerned. */
export interface RaisableEvent {
  [raisedSlot]: Raised | undefined;
  readonly [raisedBy]?: AnyClass | undefined;
  readonly [findOwner]: () => AnyClass | undefined;
}

/** What is known of an event once it was raised. */
export class Raised {
  #id: string | undefined;

  /**
   * @param time - milliseconds since the epoch, by the clock of the domain.
   * @param source - the aggregate.
   * @param sequence - 1-based position among the events of the aggregate that wait to be collected.
   */
  constructor(
    readonly time: number,
    readonly source: object,
    readonly sequence: number,
  ) {}

  /** Identity of the message, made when it is first asked for. */
  get id(): string {
    return (this.#id ??= modelOfInstance(this.source).environment.newMessageId(this.time));
  }
}

/**
 * Raises an event from an aggregate or from an entity in it, as part of the change that is going on or as one of its own.
 *
 * @throws DomainryError EVENT_NOT_OWNED, EVENT_ALREADY_RAISED, ENTITY_DETACHED.
 */
export function raiseEvent(subject: Changeable, event: RaisableEvent): void {
  const root = rootOf(subject) as EventSource;
  if (ownerSlot in root || isRemoved(subject)) throw detached(subject, event);
  requireOwnership(root, event);
  if (root[discardedSlot] === true) DISCARDED.refuse(root);
  change(root, () => {
    if (root[beforeSlot] === undefined || root[changeSlot] === undefined) touch(root, root);
    requireNew(event);
    modelOfInstance(root).eventSourcing?.applyRaised(root, event);
    record(root, event);
  });
}

/** Puts an event at the end of the pending ones. The aggregate has been journalled. */
export function record(root: EventSource, event: RaisableEvent): void {
  requireNew(event);
  const { environment } = modelOfInstance(root);
  const events = (root[eventsSlot] ??= []);
  event[raisedSlot] = new Raised(environment.now(), root, events.length + 1);
  events.push(event);
}

function requireNew(event: RaisableEvent): void {
  if (event[raisedSlot] === undefined) return;
  throw new DomainryError(
    'EVENT_ALREADY_RAISED',
    `This ${event.constructor.name} was raised before. Construct a new event each time something happens.`,
  );
}

/** Takes back the events raised since a change began. */
export function restoreEvents(root: EventSource, events: RaisableEvent[] | undefined, count: number): void {
  const current = root[eventsSlot];
  if (current !== undefined)
    for (let i = current === events ? count : 0; i < current.length; i++) current[i]![raisedSlot] = undefined;
  if (events !== undefined) events.length = count;
  root[eventsSlot] = events;
}

/** The events that wait to be collected, in the order they were raised. */
export function pendingEventsOf(root: EventSource): readonly object[] {
  const events = root[eventsSlot];
  return events === undefined ? none : Object.freeze([...events]);
}

/** Takes the pending events out, in the order they were raised; a second call gives none. */
export function drainEvents(root: EventSource): readonly object[] {
  const events = pendingEventsOf(root);
  // Inside a change they come back if it is refused. A discarded aggregate may be saved.
  const state = root[changeSlot];
  if (state !== undefined && state !== DISCARDED) touch(root, root);
  root[eventsSlot] = undefined;
  return events;
}

/** Takes events out for the program: what is left may not be all that led to the state of the aggregate. */
export function takeOutEvents(root: EventSource): readonly object[] {
  const events = drainEvents(root);
  if (events.length > 0) taken.add(root);
  return events;
}

/** Whether events were taken out by the program and not by a save. */
export function wereTakenOut(root: EventSource): boolean {
  return taken.has(root);
}

const taken = new WeakSet<EventSource>();

const none: readonly object[] = Object.freeze([]);

/** Makes sure that an event belongs to the aggregate; remembers the answer on the event class. */
export function requireOwnership(root: object, event: RaisableEvent): void {
  const owner = root.constructor as AnyClass;
  if (typeof event === 'object' && event !== null && event[raisedBy] === owner) return;
  if (typeof event !== 'object' || event === null || typeof event[findOwner] !== 'function') {
    const received = typeof event === 'function' ? 'a class' : phraseReceived(event);
    throw new DomainryError(
      'EVENT_NOT_OWNED',
      `${owner.name}.raise_: expected an event of ${owner.name}, received ${received}. Construct it: new …(), of a class that is decorated with @domain.event(${owner.name}).`,
      { details: { event: received, aggregate: owner.name } },
    );
  }
  const declared = event[findOwner]();
  if (declared !== owner) {
    const name = event.constructor.name;
    throw new DomainryError(
      'EVENT_NOT_OWNED',
      `${owner.name}.raise_: expected an event of ${owner.name}, received ${name}, which belongs to ${declared?.name ?? 'no aggregate'}. ${declared === undefined ? `Declare it with @domain.event(${owner.name}), or write it with events.append().` : `Let ${declared.name} raise it, or declare an event of ${owner.name} for what happens here.`}`,
      { details: { event: name, aggregate: owner.name } },
    );
  }
  const prototype = Object.getPrototypeOf(event) as object;
  Object.defineProperty(prototype, raisedBy, { value: owner, configurable: true, writable: true });
  const { environment, cls } = modelOfInstance(event);
  environment.onDeprecated?.(cls);
}

function detached(subject: object, event: object): DomainryError {
  const name = `${subject.constructor.name} ${String(identityOf(subject))}`;
  return new DomainryError(
    'ENTITY_DETACHED',
    `${name} raised ${event.constructor.name} outside an aggregate. Add it to its aggregate first: events are raised by the root.`,
  );
}
