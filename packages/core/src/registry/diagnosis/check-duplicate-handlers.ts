import type { ElementKind } from '../element-kinds.js';
import type { HandledMessage, RegisteredElement } from '../registered-element.js';
import { nameWithPlace } from '../resolve.js';
import type { Examination } from './examination.js';

/** Reports commands and queries that more than one method answers, and events that two aggregates apply. */
export function checkDuplicateHandlers(examination: Examination): void {
  checkOneEach(examination, 'commandHandler', 'A command has one: remove @handle from one of them.');
  checkOneEach(examination, 'queryHandler', 'A query has one: remove @read from one of them.');
  const applied = handlersByMessage(examination, 'aggregate');
  for (const [message, handlers] of applied) {
    const [first, second] = distinctElements(handlers);
    if (first === undefined || second === undefined) continue;
    examination.report(
      message,
      'DUPLICATE_HANDLER',
      `it is applied by two aggregates, ${called(first)} and ${called(second)}`,
      'An event belongs to one: remove @apply from the other.',
    );
  }
}

interface Handler {
  readonly element: RegisteredElement;
  readonly handled: HandledMessage;
}

function checkOneEach(examination: Examination, kind: ElementKind, fix: string): void {
  for (const [message, handlers] of handlersByMessage(examination, kind)) {
    if (handlers.length < 2) continue;
    const number = handlers.length === 2 ? 'two' : String(handlers.length);
    examination.report(
      message,
      'DUPLICATE_HANDLER',
      `it has ${number} handlers, ${handlers.map(called).join(' and ')}`,
      fix,
    );
  }
}

function handlersByMessage(
  examination: Examination,
  kind: ElementKind,
): ReadonlyMap<RegisteredElement, readonly Handler[]> {
  const handlers = new Map<RegisteredElement, Handler[]>();
  for (const element of examination.registry.ofKind(kind)) {
    for (const handled of element.handles) {
      const message = examination.targetOf(handled.message);
      if (message === undefined) continue;
      handlers.set(message, [...(handlers.get(message) ?? []), { element, handled }]);
    }
  }
  return handlers;
}

/** One handler of each element; a base class and what extends it apply the same methods. */
function distinctElements(handlers: readonly Handler[]): readonly Handler[] {
  return handlers.filter(
    ({ element }, index) =>
      !element.isAbstract && handlers.findIndex((other) => other.element === element) === index,
  );
}

function called({ element, handled }: Handler): string {
  return nameWithPlace(element, handled.method);
}
