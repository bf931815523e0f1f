import { change } from '../change/change.js';
import { type Changeable } from '../change/journal.js';
import type { ConstructionArguments, ConstructionInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { FieldDict } from './dict.js';
import type { DictOptions } from './dict-options.js';
import { kindOf } from './element.js';
import { haveSameIdentity } from './identity-of.js';
import { Stateful } from './stateful.js';

/**
 * A view of what happened, kept for reading: plain fields, one of them the identity, no rules of its own.
 *
 * @typeParam Self - the class itself: `class Balance extends Projection<Balance>`.
 *
 * @example
 * ```ts fragment
 * @banking.projection
 * class Turnover extends Projection<Turnover> {
 *   @field.identifier({ identifier: true, required: true }) readonly accountNumber!: string;
 *   @field.float({ default: 0 }) amount!: Defaulted<number>;
 * }
 * ```
 */
export abstract class Projection<Self = unknown> extends Stateful {
  declare readonly [kindOf]: 'projection';
  declare readonly [input]?: ConstructionInput<Self, Projection>;

  constructor(...given: ConstructionArguments<ConstructionInput<Self, Projection>>);
  constructor(input: unknown) {
    super(input);
  }

  /** The fields as plain data that JSON can hold, in the order of declaration. */
  override toDict(options?: DictOptions): FieldDict<Self, Projection> {
    return super.toDict(options) as never;
  }

  /** Whether the other is a projection of the same class with the same identity. */
  equals(other: unknown): boolean {
    return haveSameIdentity(this, other);
  }

  /**
   * Runs several assignments as one change: everything is as before if one is refused or the block throws.
   *
   * @throws DomainryError ASYNC_CHANGE when the block is asynchronous.
   */
  atomically<Result>(block: () => Result): Result {
    return change(this as unknown as Changeable, block);
  }
}

Object.defineProperty(Projection.prototype, kindOf, { value: 'projection' });
