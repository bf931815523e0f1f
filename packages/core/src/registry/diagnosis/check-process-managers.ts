import type { HandledMessage, RegisteredElement } from '../registered-element.js';
import { suggestName } from '../../fields/suggest-name.js';
import type { Examination } from './examination.js';

/** Reports process managers that never start, and events that no process can be found for. */
export function checkProcessManagers(examination: Examination): void {
  for (const manager of examination.registry.ofKind('processManager')) {
    if (!manager.handles.some(({ options }) => options['start'] === true)) {
      examination.report(
        manager,
        'HANDLER_MISSING',
        'no event starts the process',
        'Mark the handler of the first event: @handle(OrderPlaced, { start: true, correlate: … }).',
      );
    }
    for (const handled of manager.handles) checkCorrelation(examination, manager, handled);
  }
}

function checkCorrelation(
  examination: Examination,
  manager: RegisteredElement,
  { method, message, options }: HandledMessage,
): void {
  const event = examination.targetOf(message);
  const { correlate } = options;
  if (correlate === undefined) {
    examination.report(
      manager,
      'HANDLER_OPTION',
      'nothing says which process the event belongs to',
      'Name the field of the event that tells: @handle(OrderPlaced, { correlate: … }).',
      method,
    );
    return;
  }
  if (event === undefined || typeof correlate !== 'string') return;
  const names = event.fields.map(({ name }) => name);
  if (names.includes(correlate)) return;
  const meant = suggestName(correlate, names);
  examination.report(
    manager,
    'HANDLER_OPTION',
    `${event.name} has no field ${correlate} to correlate by`,
    meant === undefined ? `Fields of ${event.name}: ${names.join(', ')}.` : `Did you mean ${meant}?`,
    method,
  );
}
