import type { Changes, ConstructionArguments, ConstructionInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { FieldDict } from './dict.js';
import type { DictOptions } from './dict-options.js';
import { kindOf } from './element.js';
import { Immutable, copyWith } from './immutable.js';
import { raisedSlot, type Raised, type RaisableEvent } from './pending-events.js';

/** Key of the aggregate an event belongs to; known to the types only. */
export const partOf: unique symbol = Symbol('part of');

/**
 * Something that happened to an aggregate, in the past tense.
 *
 * @typeParam Self - the class itself: `class AccountWithdrawn extends Event<AccountWithdrawn>`.
 * @typeParam Of - the aggregate it belongs to. When it is given, the compiler refuses `raise_` on any other aggregate;
 *   otherwise that is checked when the event is raised.
 */
export abstract class Event<Self = unknown, Of = never> extends Immutable {
  declare readonly [kindOf]: 'event';
  declare readonly [partOf]?: Of;
  declare readonly [input]?: ConstructionInput<Self, Event>;

  constructor(...given: ConstructionArguments<ConstructionInput<Self, Event>>);
  constructor(input: unknown) {
    super(input);
  }

  /** The payload as plain data that JSON can hold, in the order of declaration. */
  override toDict(options?: DictOptions): FieldDict<Self, Event> {
    return super.toDict(options) as never;
  }

  /** A copy with some values changed, not raised yet. */
  with(changes: Changes<ConstructionInput<Self, Event>>): this {
    return copyWith(this, changes);
  }
}

Object.defineProperty(Event.prototype, kindOf, { value: 'event' });

/** Any event. */
export interface AnyEvent {
  readonly [kindOf]: 'event';
  toDict(): object;
}

/** An event that an aggregate class may raise: one of its own, or one that does not say whose it is. */
export interface RaisableBy<Aggregate> extends AnyEvent {
  readonly [partOf]?: Aggregate;
}

/** What is known of an event that was raised. */
export interface EventMetadata {
  /** Identity of the message: a UUIDv7. */
  readonly id: string;
  /** When it was raised, by the clock of the domain. */
  readonly time: Date;
  /** 1-based position among the events of its aggregate that wait to be collected together. */
  readonly sequence: number;
}

/** Identity, time and position of an event; undefined before it was raised. */
export function metadataOf(event: AnyEvent): EventMetadata | undefined {
  const raised: Raised | undefined = (event as unknown as RaisableEvent)[raisedSlot];
  return raised && { id: raised.id, time: new Date(raised.time), sequence: raised.sequence };
}
