import type { AnyEvent } from './event.js';
import {
  markForMessage,
  type ClassTarget,
  type MarkOptions,
  type MessageMethodDecorator,
} from './handler-note.js';

/**
 * Marks a method of a projector: it brings a projection up to date when an event has happened. A method may be marked for
 * several events.
 *
 * @param event - the class; a thunk when it is defined later; or its name in the same domain.
 *
 * @example
 * ```ts fragment
 * @banking.projector(Balance)
 * class BalanceProjector {
 *   @on(AccountWithdrawn)
 *   withdrawn(event: AccountWithdrawn) { … }
 * }
 * ```
 */
export function on<Event extends AnyEvent>(
  event: ClassTarget<Event>,
  options?: MarkOptions,
): MessageMethodDecorator<Event, unknown>;
export function on(event: string, options?: MarkOptions): MessageMethodDecorator<never, unknown>;
export function on(event: unknown, options?: object): unknown {
  return markForMessage('on', event, options);
}
