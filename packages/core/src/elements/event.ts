import type { Changes, ConstructionArguments, ConstructionInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { FieldDict } from './dict.js';
import type { DictOptions } from './dict-options.js';
import { kindOf } from './element.js';
import { Immutable, copyWith } from './immutable.js';
import type { MessageMetadata } from '../messages/message.js';
import type { AnyCommand } from './command.js';
import { knownMetadata } from './message-metadata.js';
import { raisedSlot, type RaisableEvent } from './pending-events.js';

/** Key of the aggregate an event belongs to; known to the types only. */
export const partOf: unique symbol = Symbol('part of');

/**
 * Something that happened to an aggregate, in the past tense.
 *
 * @typeParam Self - the class itself: `class AccountWithdrawn extends Event<AccountWithdrawn>`.
 * @typeParam Of - the aggregate it belongs to. When it is given, the compiler refuses `raise_` on any other aggregate;
 *   otherwise that is checked when the event is raised.
 *
 * @example
 * ```ts fragment
 * @banking.event('Account')
 * class LimitRaised extends Event<LimitRaised> {
 *   @field.float({ required: true }) readonly limit!: number;
 * }
 *
 * new LimitRaised({ limit: 50 }).toDict(); // { limit: 50 }
 * ```
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

/**
 * What is known of an event: identity, time and sequence from when it was raised; everything once it was stored, and when it is
 * handled or read.
 */
export interface EventMetadata
  extends Pick<MessageMetadata, 'id' | 'time'>, Partial<Omit<MessageMetadata, 'id' | 'time'>> {}

/**
 * What is known of an event; undefined before it was raised. Of a command, everything, once it is processed.
 *
 * @example
 * ```ts fragment
 * account.deposit(50);
 * metadataOf(account.pendingEvents[0]!)?.id;
 * ```
 */
export function metadataOf(event: AnyEvent): EventMetadata | undefined;
export function metadataOf(command: AnyCommand): MessageMetadata | undefined;
export function metadataOf(message: AnyEvent | AnyCommand): EventMetadata | undefined {
  const known = knownMetadata(message);
  if (known !== undefined) return known;
  const raised = (message as unknown as Partial<RaisableEvent>)[raisedSlot];
  return raised && { id: raised.id, time: new Date(raised.time), sequence: raised.sequence };
}
