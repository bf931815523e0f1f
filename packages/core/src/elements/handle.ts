import type { ResultOf } from './command.js';
import type { kindOf } from './element.js';
import type { AnyEvent, Event } from './event.js';
import type { CommandHandlingOptions, EventHandlingOptions } from './handling-options.js';
import {
  markForMessage,
  type ClassTarget,
  type MarkOptions,
  type MessageMethodDecorator,
} from './handler-note.js';

/** A message that can be handled. */
export type HandledElement = AnyEvent | { readonly [kindOf]: 'command' };

/**
 * Options of `@handle`; `timeout` is for handlers of commands, `onFailure` for handlers of events, `start`, `correlate` and
 * `end` for process managers.
 */
export interface HandleOptions<Message> extends MarkOptions, CommandHandlingOptions, EventHandlingOptions {
  /** The event begins a new process. */
  readonly start?: boolean;
  /** Field of the event whose value tells which process it belongs to. */
  readonly correlate?: Exclude<keyof Message, keyof Event> & string;
  /** The event ends the process. */
  readonly end?: boolean;
}

/** What handling a message results in, at once or later; nothing is made of what handlers of events give. */
export type HandlingResult<Message> = Message extends AnyEvent
  ? unknown
  : ResultOf<Message> | PromiseLike<ResultOf<Message>>;

/**
 * Marks a method as the handler of a command or event. Its first parameter takes the message; for a command, its result
 * is that of the command. A method may be marked for several messages.
 *
 * In a handler of events, `@handle(Event)` stands for every event of its aggregate, or of the domain when it has none, that
 * no other method of the class is marked for.
 *
 * @param message - the class; a thunk when it is defined later; or its name in the same domain, which the compiler
 *   cannot compare with the method.
 *
 * @example
 * ```ts fragment
 * @banking.commandHandler(Account)
 * class AccountCommands {
 *   @handle(Withdraw)
 *   withdraw(command: Withdraw): number { … }
 * }
 * ```
 */
export function handle<Message extends HandledElement>(
  message: ClassTarget<Message>,
  options?: HandleOptions<Message>,
): MessageMethodDecorator<Message, HandlingResult<Message>>;
export function handle(
  message: string,
  options?: HandleOptions<Record<string, unknown>>,
): MessageMethodDecorator<never, unknown>;
export function handle(message: unknown, options?: object): unknown {
  return markForMessage('handle', message, options);
}
