import { isBuiltFromEvents } from '../built-from-events.js';
import type { RegisteredElement } from '../registered-element.js';
import type { Examination } from './examination.js';

/** Reports events of event-sourced aggregates that are not applied, or applied twice: state has to follow from each. */
export function checkAppliers(examination: Examination): void {
  const { registry } = examination;
  const sourced = registry
    .ofKind('aggregate')
    .filter((aggregate) => isBuiltFromEvents(aggregate) && !aggregate.isAbstract);
  if (sourced.length === 0) return;
  const events = registry
    .ofKind('event')
    .filter(({ derived, isAbstract }) => derived === undefined && !isAbstract);
  for (const aggregate of sourced) {
    for (const event of events)
      if (examination.ownerOf(event) === aggregate) checkEvent(examination, aggregate, event);
  }
}

function checkEvent(examination: Examination, aggregate: RegisteredElement, event: RegisteredElement): void {
  const methods = aggregate.handles
    .filter(({ by, message }) => by === 'apply' && examination.targetOf(message) === event)
    .map(({ method }) => method);
  if (methods.length === 1) return;
  if (methods.length === 0) {
    examination.report(
      aggregate,
      'HANDLER_MISSING',
      `it is event-sourced and no method applies ${event.name}`,
      `Add a method marked with @apply(${event.name}) that changes the state as the event says.`,
    );
    return;
  }
  examination.report(
    aggregate,
    'DUPLICATE_HANDLER',
    `${methods.join(' and ')} apply ${event.name}`,
    'One method applies an event: remove @apply from the others.',
  );
}
