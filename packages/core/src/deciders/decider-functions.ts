import type { AnyEvent } from '../elements/event.js';
import type { RegisteredElement } from '../registry/registered-element.js';

/** What a decider is made of, as it is called. The definition was checked when it was registered. */
export interface DeciderFunctions {
  readonly initial: () => unknown;
  readonly decide: (command: object, state: unknown) => AnyEvent | readonly AnyEvent[];
  readonly evolve: (state: unknown, event: AnyEvent) => unknown;
  readonly id: (command: object) => string;
  readonly isTerminal?: (state: unknown) => boolean;
  readonly snapshotEvery?: number;
  readonly stateVersion?: number;
}

/** The functions of a registered decider. */
export function functionsOf({ options }: RegisteredElement): DeciderFunctions {
  return options as unknown as DeciderFunctions;
}
