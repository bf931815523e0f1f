import { change } from '../change/change.js';
import { type Changeable } from '../change/journal.js';
import type { ConstructionArguments, IdentifiedInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { IdentifiedDict } from './dict.js';
import type { DictOptions } from './dict-options.js';
import { kindOf } from './element.js';
import type { AnyEvent } from './event.js';
import { haveSameIdentity } from './identity-of.js';
import { raiseEvent, type RaisableEvent } from './pending-events.js';
import { Stateful } from './stateful.js';

/**
 * Something with an identity inside an aggregate: it changes, and stays the same thing. It is reached and saved through
 * its root, whose invariants guard it.
 *
 * @typeParam Self - the class itself: `class OrderLine extends Entity<OrderLine>`.
 * @typeParam Id - type of the identity.
 *
 * @example
 * ```ts fragment
 * @shop.entity('Order')
 * class Parcel extends Entity<Parcel> {
 *   @field.string({ required: true }) carrier!: string;
 *   @field.integer({ required: true, min: 1 }) grams!: number;
 * }
 * ```
 */
export abstract class Entity<Self = unknown, Id = string> extends Stateful {
  declare readonly [kindOf]: 'entity';
  declare readonly [input]?: IdentifiedInput<Self, Entity, Id>;
  /** The identity: given at construction or generated, and never changed. */
  declare readonly id: Id;

  constructor(...given: ConstructionArguments<IdentifiedInput<Self, Entity, Id>>);
  constructor(input: unknown) {
    super(input);
  }

  /** The fields as plain data that JSON can hold, in the order of declaration; the identity is last if it was not declared. */
  override toDict(options?: DictOptions): IdentifiedDict<Self, Entity, Id> {
    return super.toDict(options) as never;
  }

  /** Whether the other is the same entity: of the same class, with the same identity. */
  equals(other: unknown): boolean {
    return haveSameIdentity(this, other);
  }

  /**
   * Collects an event, raised by the root of the cluster.
   *
   * @throws DomainryError EVENT_NOT_OWNED, EVENT_ALREADY_RAISED, ENTITY_DETACHED.
   */
  protected raise_(event: AnyEvent): void {
    raiseEvent(this as unknown as Changeable, event as unknown as RaisableEvent);
  }

  /**
   * Runs several assignments as one change of the whole cluster: rules are checked at the end, and everything is as
   * before if one does not hold or the block throws. Blocks nest: the outermost counts.
   *
   * @throws DomainryError ASYNC_CHANGE when the block is asynchronous.
   */
  atomically<Result>(block: () => Result): Result {
    return change(this as unknown as Changeable, block);
  }
}

Object.defineProperty(Entity.prototype, kindOf, { value: 'entity' });
