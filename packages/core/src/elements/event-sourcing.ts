import { isThenable, settle, undo } from '../change/change.js';
import { applyTo, applying } from '../change/applying.js';
import {
  OPEN,
  Seal,
  beforeSlot,
  changeSlot,
  close,
  invalid,
  type Before,
  type ChangeState,
  type Changeable,
} from '../change/journal.js';
import { DomainryError } from '../errors/domainry-error.js';
import { defaultOf } from '../fields/accept-field.js';
import { Inspection } from '../fields/inspection.js';
import type { AnyClass } from '../metadata.js';
import type { AppliesEvents } from './applies-events.js';
import type { ElementModel } from './element-model.js';
import type { LifecycleEvents } from './lifecycle-events.js';
import { raiseEvent, raisedSlot, type EventSource, type RaisableEvent } from './pending-events.js';
import { applyLifecycle, createdIn } from './replay-lifecycle.js';
import { Unborn } from './unborn.js';

/** A method marked with `@apply`. */
export type Applier = (this: object, event: object) => unknown;

/** How the events of one class of aggregates change their state. */
export class EventSourcing implements AppliesEvents {
  #appliers: ReadonlyMap<AnyClass, Applier> | undefined;

  /**
   * @param find - gives the methods by finished class of event. Called at the first event: references are resolved then.
   */
  constructor(
    private readonly name: string,
    private readonly find: () => ReadonlyMap<AnyClass, Applier>,
    private readonly lifecycle?: LifecycleEvents,
  ) {}

  /** Makes the change that an event stands for. */
  apply(aggregate: object, event: object): void {
    if (this.#isOfLifecycle(event)) return applyLifecycle(aggregate, event, this.lifecycle!);
    const applier = (this.#appliers ??= this.find()).get(event.constructor as AnyClass);
    if (applier === undefined) throw this.#missing(event);
    const result = applier.call(aggregate, event);
    if (isThenable(result)) throw this.#asynchronous(event, result);
  }

  /**
   * Makes the change of an event that was just raised, in the change that is going on. If it fails, that change cannot be
   * completed any more, even by a caller that catches the error: half of the event would have happened.
   */
  applyRaised(root: EventSource, event: RaisableEvent): void {
    if (applying.root === root) throw this.#raisedWhileApplying(event);
    // Their change was made before they were raised.
    if (this.#isOfLifecycle(event)) return;
    try {
      applyTo(root, false, () => this.apply(root, event));
    } catch (error) {
      root[changeSlot] = new HalfApplied(root[changeSlot]!, root, error);
      throw error;
    }
  }

  #isOfLifecycle({ constructor }: object): boolean {
    if (this.lifecycle === undefined) return false;
    const { Created, AttributeChanged, Discarded } = this.lifecycle;
    return constructor === Created || constructor === AttributeChanged || constructor === Discarded;
  }

  #missing(event: object): DomainryError {
    const name = event.constructor.name;
    return new DomainryError(
      'EVENT_NOT_APPLIED',
      `${this.name} has no method that applies ${name}. Add one: @apply(${name}) and a method that takes the event and changes the state.`,
      { details: { aggregate: this.name, event: name } },
    );
  }

  #raisedWhileApplying(event: object): DomainryError {
    const name = event.constructor.name;
    return new DomainryError(
      'RAISED_WHILE_APPLYING',
      `${this.name} raised ${name} while it applied another event. Methods marked with @apply only change the state: raise both events where the first one is raised.`,
      { details: { aggregate: this.name, event: name } },
    );
  }

  #asynchronous(event: object, promise: PromiseLike<unknown>): DomainryError {
    promise.then(undefined, () => undefined);
    return new DomainryError(
      'ASYNC_CHANGE',
      `The method of ${this.name} that applies ${event.constructor.name} gave a promise. Applying an event is synchronous, and the same each time.`,
      { details: { element: this.name } },
    );
  }
}

/** Lies in the journal of a change in which an event was applied by halves: the change fails when it wants to complete. */
class HalfApplied implements Before {
  #isOver = false;

  constructor(
    readonly next: ChangeState,
    readonly subject: Changeable,
    private readonly error: unknown,
  ) {}

  release(): void {
    if (!this.#isOver) throw this.error;
  }

  restore(): void {
    this.#isOver = true;
  }
}

/**
 * Makes a new event-sourced aggregate from its first event.
 *
 * @throws DomainryError NOT_EVENT_SOURCED; ValidationError when a required field has no value afterwards, or a rule does
 *   not hold.
 */
export function createFromEvent(model: ElementModel, event: RaisableEvent, id: unknown): object {
  requireSourcing(model);
  const aggregate = blank(model, id ?? identityIn(model, event) ?? model.environment.newId());
  const subject = aggregate as unknown as EventSource;
  // Pre rules are about a state before the change, and there was none.
  subject[beforeSlot] = subject[changeSlot] = new Unborn(subject);
  let head: ChangeState = OPEN;
  try {
    raiseEvent(subject, event);
    requireComplete(model, aggregate);
    head = subject[changeSlot];
    settle(subject, head);
    close(subject);
  } catch (error) {
    if (head === OPEN) head = subject[changeSlot] ?? OPEN;
    undo(subject, head);
    event[raisedSlot] = undefined;
    throw error;
  }
  return aggregate;
}

/**
 * Builds an aggregate from its events, as they happened: no rule is checked, for rules may have changed since.
 *
 * @param from - what to go on from, such as the state of a snapshot; what the first event says when absent.
 */
export function replay(model: ElementModel, id: unknown, events: readonly object[], from?: object): object {
  const sourcing = requireSourcing(model);
  const begin = from === undefined && model.lifecycle !== undefined ? createdIn(model, events[0]) : from;
  const aggregate = begin ?? blank(model, id);
  const subject = aggregate as Changeable;
  subject[beforeSlot] = subject[changeSlot] = new Unborn(subject);
  applyTo(aggregate, true, () => {
    for (let index = from === begin ? 0 : 1; index < events.length; index++)
      sourcing.apply(aggregate, events[index]!);
  });
  let step: ChangeState = subject[changeSlot];
  for (; !(step instanceof Seal); step = step.next) step.release();
  close(subject);
  return aggregate;
}

/** An aggregate without any event: defaults, and nothing else. */
function blank(model: ElementModel, id: unknown): object {
  const inspection = new Inspection(model.name, 'code');
  return model.hydrate(
    model.fields.map((field) => {
      if (field === model.identity) return id;
      if (field.kind === 'hasMany') return undefined;
      return field.presence === 'nullable'
        ? (defaultOf(field, inspection) ?? null)
        : defaultOf(field, inspection);
    }),
  );
}

/** Answers `new` for a class whose instances begin with an event. */
export function refuseConstruction(name: string): never {
  throw new DomainryError(
    'SOURCED_CONSTRUCTION',
    `${name} is event-sourced, so it begins with an event. Use ${name}.createFrom(new …(…)) with its first event, or register it with { lifecycleEvents: true }, so that construction raises one.`,
    { details: { aggregate: name } },
  );
}

function requireSourcing({ eventSourcing, name }: ElementModel): AppliesEvents {
  if (eventSourcing !== undefined) return eventSourcing;
  throw new DomainryError(
    'NOT_EVENT_SOURCED',
    `${name} is not event-sourced, so its state does not follow from events. Register it with { eventSourced: true }, or construct it with new ${name}(…).`,
    { details: { aggregate: name } },
  );
}

/** An identity that the first event carries under its own name. */
function identityIn({ identity }: ElementModel, event: object): unknown {
  return (event as Readonly<Record<string, unknown>>)[identity!.name];
}

function requireComplete(model: ElementModel, aggregate: object): void {
  const inspection = new Inspection(model.name, 'code');
  const values = aggregate as Readonly<Record<symbol, unknown>>;
  model.fields.forEach(({ name, presence }, index) => {
    if (presence !== 'required' || values[model.slots[index]!] !== undefined) return;
    inspection.within(name, () =>
      inspection.reject('required', 'a value', undefined, 'a value after its first event was applied'),
    );
  });
  if (inspection.violations.length > 0) throw invalid(aggregate, inspection.violations);
}
