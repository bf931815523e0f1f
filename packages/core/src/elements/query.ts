import type { Changes, ConstructionArguments, ConstructionInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { FieldDict } from './dict.js';
import type { result } from './command.js';
import type { DictOptions } from './dict-options.js';
import { kindOf } from './element.js';
import { Immutable, copyWith } from './immutable.js';

/**
 * A question; asking it changes nothing.
 *
 * @typeParam Self - the class itself: `class BalanceOf extends Query<BalanceOf, number>`.
 * @typeParam Result - what the answer is.
 *
 * @example
 * ```ts fragment
 * @banking.query
 * class LimitOf extends Query<LimitOf, number> {
 *   @field.identifier({ required: true }) readonly accountId!: string;
 * }
 *
 * const limit: number = await banking.ask(new LimitOf({ accountId: '1' }));
 * ```
 */
export abstract class Query<Self = unknown, Result = void> extends Immutable {
  declare readonly [kindOf]: 'query';
  declare readonly [result]?: readonly [Result];
  declare readonly [input]?: ConstructionInput<Self, Query>;

  constructor(...given: ConstructionArguments<ConstructionInput<Self, Query>>);
  constructor(input: unknown) {
    super(input);
  }

  /** The payload as plain data that JSON can hold, in the order of declaration. */
  override toDict(options?: DictOptions): FieldDict<Self, Query> {
    return super.toDict(options) as never;
  }

  /** A copy with some values changed. */
  with(changes: Changes<ConstructionInput<Self, Query>>): this {
    return copyWith(this, changes);
  }
}

Object.defineProperty(Query.prototype, kindOf, { value: 'query' });
