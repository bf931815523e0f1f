import type { Changes, ConstructionArguments, ConstructionInput } from './construction-input.js';
import type { input } from './input-of.js';
import type { FieldDict } from './dict.js';
import type { DictOptions } from './dict-options.js';
import { kindOf } from './element.js';
import { Immutable, copyWith } from './immutable.js';

/** Key of what handling a message results in, in a tuple so that it may be undefined; known to the types only. */
export const result: unique symbol = Symbol('result');

/** What handling a command or query results in: `ResultOf<Withdraw>` is `number`. */
export type ResultOf<Message> = Message extends { readonly [result]?: readonly [infer Result] }
  ? Result
  : never;

/**
 * A request to change something, in the imperative.
 *
 * @typeParam Self - the class itself: `class Withdraw extends Command<Withdraw, number>`.
 * @typeParam Result - what handling it results in.
 *
 * @example
 * ```ts fragment
 * @banking.command(Account)
 * class RaiseLimit extends Command<RaiseLimit, number> {
 *   @field.identifier({ required: true }) readonly accountId!: string;
 *   @field.float({ required: true }) readonly limit!: number;
 * }
 *
 * const before: number = await banking.process(new RaiseLimit({ accountId: '1', limit: 50 }));
 * ```
 */
export abstract class Command<Self = unknown, Result = void> extends Immutable {
  declare readonly [kindOf]: 'command';
  declare readonly [result]?: readonly [Result];
  declare readonly [input]?: ConstructionInput<Self, Command>;

  constructor(...given: ConstructionArguments<ConstructionInput<Self, Command>>);
  constructor(input: unknown) {
    super(input);
  }

  /** The payload as plain data that JSON can hold, in the order of declaration. */
  override toDict(options?: DictOptions): FieldDict<Self, Command> {
    return super.toDict(options) as never;
  }

  /** A copy with some values changed. */
  with(changes: Changes<ConstructionInput<Self, Command>>): this {
    return copyWith(this, changes);
  }
}

Object.defineProperty(Command.prototype, kindOf, { value: 'command' });

/** Any command. */
export interface AnyCommand {
  readonly [kindOf]: 'command';
}
