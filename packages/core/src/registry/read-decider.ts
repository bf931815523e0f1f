import type { ElementTarget } from '../fields/element-reference.js';
import { ElementReference } from '../fields/element-reference.js';
import type { AnyClass } from '../metadata.js';
import type { HandledMessage } from './registered-element.js';

/** Which messages the functions of a decider are called for: the commands it decides and the events it evolves by. */
export function readDecider(
  options: Readonly<Record<string, unknown>>,
  findByName: (name: string) => AnyClass | undefined,
): readonly HandledMessage[] {
  const handledBy = (by: 'decide' | 'evolve', given: unknown): readonly HandledMessage[] =>
    // Anything else is reported with the options.
    (Array.isArray(given) ? (given as readonly ElementTarget[]) : []).map((target) => {
      const message = new ElementReference(target);
      message.bind(findByName);
      return Object.freeze({ method: by, by, message, options: Object.freeze({}) });
    });
  return [...handledBy('decide', options['commands']), ...handledBy('evolve', options['events'])];
}
