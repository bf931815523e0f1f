import type { FailurePolicy } from '../elements/handling-options.js';
import type { AnyEvent } from '../elements/event.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import type { HandlerContext } from './handler-context.js';
import type { RetryPolicy } from './retry-policy.js';

/**
 * Something that events go to: a method of an event handler; projectors and process managers are others. Each gets each
 * event in a unit of work of its own.
 */
export interface EventConsumer {
  /** `Notifications.tell`. Another one for each consumer. */
  readonly label: string;
  readonly retry: RetryPolicy;
  readonly onFailure: FailurePolicy;
  /** Whether it takes an event of its class, going by the stream. */
  accepts(event: RecordedEvent): boolean;
  /** Handles an event, in the unit of work that is open. */
  handle(event: AnyEvent, context: HandlerContext): unknown;
}

/** Which consumers an event goes to, by the element of the event, in order. */
export type ConsumersOf = (event: RegisteredElement) => readonly EventConsumer[];
