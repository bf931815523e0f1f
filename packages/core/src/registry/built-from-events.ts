import type { RegisteredElement } from './registered-element.js';

/** Whether the state of an element is built from its events, which are in a stream of its own: else it is kept as it is. */
export function isBuiltFromEvents({ kind, options }: Pick<RegisteredElement, 'kind' | 'options'>): boolean {
  return kind === 'decider' || options['eventSourced'] === true;
}
