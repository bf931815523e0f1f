import type { AnyEvent } from './event.js';
import {
  markForMessage,
  type ClassTarget,
  type MarkOptions,
  type MessageMethodDecorator,
} from './handler-note.js';

/**
 * Marks a method of an event-sourced aggregate: it makes the change that an event stands for, at once and without a
 * result.
 *
 * @param event - the class; a thunk when it is defined later; or its name in the same domain.
 *
 * @example
 * ```ts fragment
 * @apply(Deposited)
 * deposited(event: Deposited) { this.balance += event.amount; }
 * ```
 */
export function apply<Event extends AnyEvent>(
  event: ClassTarget<Event>,
  options?: MarkOptions,
): MessageMethodDecorator<Event, void | undefined>;
export function apply(event: string, options?: MarkOptions): MessageMethodDecorator<never, void | undefined>;
export function apply(event: unknown, options?: object): unknown {
  return markForMessage('apply', event, options);
}
