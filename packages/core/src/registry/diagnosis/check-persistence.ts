import { isBuiltFromEvents } from '../built-from-events.js';
import type { RegisteredElement } from '../registered-element.js';
import type { Examination } from './examination.js';

/** Reports options about the saving of states on what has no states that are saved by themselves. */
export function checkPersistence(examination: Examination): void {
  for (const element of examination.registry) {
    const isEventSourced = isBuiltFromEvents(element);
    if (isEventSourced && element.options['removable'] === true) {
      examination.report(
        element,
        'OPTION_INVALID',
        'it is removable and event-sourced, and events are never removed',
        'Remove removable, and model the end of its life as an event.',
      );
    }
    // Fact events show the fields of their aggregate.
    const isStamped = element.kind === 'aggregate' && !isEventSourced;
    if (!isStamped && element.derived === undefined) checkStamps(examination, element);
  }
}

function checkStamps(examination: Examination, element: RegisteredElement): void {
  for (const { name, constraints } of element.fields) {
    if (constraints['stamp'] === undefined) continue;
    examination.report(
      element,
      'FIELD_OPTION',
      'stamp has no effect here: only state-stored aggregates are stamped when they are saved',
      'Remove stamp. Set the moment where the state changes, or put the field into the aggregate.',
      name,
    );
  }
}
