import { change } from '../change/change.js';
import { type Changeable } from '../change/journal.js';
import type { ConstructionArguments, FieldNames, IdentifiedInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { IdentifiedDict } from './dict.js';
import type { DictOptions } from './dict-options.js';
import { kindOf, requireModel } from './element.js';
import { createFromEvent } from './event-sourcing.js';
import type { AnyEvent, RaisableBy } from './event.js';
import { haveSameIdentity } from './identity-of.js';
import { changeAttribute, discard, isDiscarded } from './lifecycle.js';
import {
  pendingEventsOf,
  raiseEvent,
  takeOutEvents,
  versionSlot,
  type EventSource,
  type RaisableEvent,
} from './pending-events.js';
import { Stateful } from './stateful.js';

/**
 * The root of a cluster of objects that change together under common rules: a consistency boundary (Evans, *Domain-Driven
 * Design*, chapter 6). It is never observably invalid: a change that breaks a rule throws and leaves no trace.
 *
 * @typeParam Self - the class itself: `class Account extends Aggregate<Account>`. Everything is inferred from it.
 * @typeParam Id - type of the identity.
 *
 * @example
 * ```ts fragment
 * @banking.aggregate
 * class Account extends Aggregate<Account> {
 *   @field.float({ required: true }) balance!: number;
 *
 *   deposit(amount: number) {
 *     this.balance += amount;
 *     this.raise_(new Deposited({ amount }));
 *   }
 * }
 * ```
 */
export abstract class Aggregate<Self = unknown, Id = string> extends Stateful {
  declare readonly [kindOf]: 'aggregate';
  declare readonly [input]?: IdentifiedInput<Self, Aggregate, Id>;
  /** The identity: given at construction or generated, and never changed. */
  declare readonly id: Id;

  constructor(...given: ConstructionArguments<IdentifiedInput<Self, Aggregate, Id>>);
  constructor(input: unknown) {
    super(input);
  }

  /**
   * Makes a new aggregate from its first event, for aggregates registered with `eventSourced: true`. The event is applied
   * to a blank instance and waits to be collected; the rules hold afterwards.
   *
   * @param id - the identity. When absent: what the event says under the name of the identity, else a generated one.
   * @throws DomainryError NOT_EVENT_SOURCED, EVENT_NOT_OWNED, EVENT_NOT_APPLIED; ValidationError when a required field has
   *   no value afterwards or an invariant does not hold.
   *
   * @example
   * ```ts fragment
   * @banking.aggregate({ eventSourced: true })
   * class Till extends Aggregate<Till> {
   *   @field.float({ default: 0 }) cash!: Defaulted<number>;
   *
   *   static open(amount: number) {
   *     return this.createFrom(new Deposited({ amount }));
   *   }
   *
   *   @apply(Deposited)
   *   filled({ amount }: Deposited) {
   *     this.cash += amount;
   *   }
   * }
   * ```
   */
  static createFrom<Instance extends AnyAggregate>(
    this: abstract new (...given: never[]) => Instance,
    event: RaisableBy<Instance>,
    id?: Instance['id'],
  ): Instance {
    return createFromEvent(requireModel(this), event as unknown as RaisableEvent, id) as Instance;
  }

  /** The fields as plain data that JSON can hold, in the order of declaration; the identity is last if it was not declared. */
  override toDict(options?: DictOptions): IdentifiedDict<Self, Aggregate, Id> {
    return super.toDict(options) as never;
  }

  /** Whether the other is the same aggregate: of the same class, with the same identity. */
  equals(other: unknown): boolean {
    return haveSameIdentity(this, other);
  }

  /**
   * Collects an event. It waits with the others until a repository saves the aggregate, and is taken back when the
   * change it was raised in is refused.
   *
   * @throws DomainryError EVENT_NOT_OWNED, EVENT_ALREADY_RAISED.
   */
  raise_(event: RaisableBy<Self>): void {
    raiseEvent(this as unknown as Changeable, event as unknown as RaisableEvent);
  }

  /** The events that wait to be collected, in the order they were raised. */
  get pendingEvents(): readonly AnyEvent[] {
    return pendingEventsOf(this as unknown as EventSource) as readonly AnyEvent[];
  }

  /** Takes the pending events out, in the order they were raised, as one batch; they are not given a second time. */
  collectEvents(): readonly AnyEvent[] {
    return takeOutEvents(this as unknown as EventSource) as readonly AnyEvent[];
  }

  /**
   * Runs several assignments as one change: rules are checked at the end, and everything is as before if one does not
   * hold or the block throws. Needed only from outside: a method is one change by itself. Blocks nest: the outermost
   * counts.
   *
   * @throws DomainryError ASYNC_CHANGE when the block is asynchronous.
   */
  atomically<Result>(block: () => Result): Result {
    return change(this as unknown as Changeable, block);
  }

  /**
   * Sets a field and raises `AttributeChanged`. For aggregates registered with `lifecycleEvents: true`.
   *
   * @throws DomainryError LIFECYCLE_DISABLED, AGGREGATE_DISCARDED.
   */
  changeAttribute<Name extends FieldNames<Self, Aggregate> & keyof Self & string>(
    name: Name,
    value: Self[Name],
  ): void {
    changeAttribute(this as unknown as EventSource, name, value);
  }

  /**
   * Raises `Discarded`; whatever would change the aggregate afterwards is refused. For aggregates registered with
   * `lifecycleEvents: true`.
   *
   * @throws DomainryError LIFECYCLE_DISABLED, AGGREGATE_DISCARDED.
   */
  discard(): void {
    discard(this as unknown as EventSource);
  }

  /** Whether the aggregate was discarded. */
  get isDiscarded(): boolean {
    return isDiscarded(this as unknown as EventSource);
  }
}

Object.defineProperty(Aggregate.prototype, kindOf, { value: 'aggregate' });

/** Any aggregate. */
export interface AnyAggregate {
  readonly [kindOf]: 'aggregate';
  readonly id: unknown;
}

/**
 * How often an aggregate was saved, less one: −1 before the first time; of an event-sourced one, the version of its last event.
 * Where another was removed under its identity, it is counted on from there.
 * Advanced by a save, never by the model.
 *
 * @example
 * ```ts fragment
 * const account = await banking.repositoryFor(Account).get('1234');
 * const seen = versionOf(account);
 * await banking.process(new Withdraw({ accountId: '1234', amount: 5 }), { expectedVersion: seen });
 * ```
 */
export function versionOf(aggregate: AnyAggregate): number {
  return (aggregate as unknown as EventSource)[versionSlot];
}
