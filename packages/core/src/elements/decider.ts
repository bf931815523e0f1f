import type { AnyCommand, result } from './command.js';
import type { kindOf } from './element.js';
import type { AnyEvent } from './event.js';
import type { RetryOptions } from './handling-options.js';

/** A class of commands that a decider can take: events are all that handling them results in. */
export type DecidedCommand = abstract new (
  ...given: never[]
) => AnyCommand & { readonly [result]?: readonly [void] };

/** A class of events that a decider can decide on. */
export type EvolvedEvent = abstract new (...given: never[]) => AnyEvent;

/**
 * A consistency boundary in the functional style (Chassaing, *Functional Event Sourcing Decider*): what happens is decided
 * from a command and a state, and the state follows from what has happened. All functions are pure: they change nothing but
 * what they give, and ask nobody.
 */
export interface DeciderDefinition<
  State,
  Commands extends readonly DecidedCommand[],
  Events extends readonly EvolvedEvent[],
> {
  /** Classes of the commands it decides, all that are part of it. */
  readonly commands: Commands;
  /** Classes of the events it decides on, all that are part of it. */
  readonly events: Events;
  /** State before the first event. Called each time, so that no two streams share an object. */
  readonly initial: () => State;
  /**
   * What happens because of a command: an event, several, or `[]` for nothing. Refuses by throwing, whatever it throws
   * reaches the sender.
   */
  readonly decide: (
    command: InstanceType<Commands[number]>,
    state: NoInfer<State>,
  ) => InstanceType<Events[number]> | readonly InstanceType<Events[number]>[];
  /** State after one more event. Must never refuse: what the event tells has happened. */
  readonly evolve: (state: NoInfer<State>, event: InstanceType<Events[number]>) => NoInfer<State>;
  /** Which stream a command is for. */
  readonly id: (command: InstanceType<Commands[number]>) => string;
  /** Whether nothing can happen any more: further commands are refused without being decided. */
  readonly isTerminal?: (state: NoInfer<State>) => boolean;
  /** How many events there are between two snapshots. The state has to be plain data that JSON can hold then. */
  readonly snapshotEvery?: number;
  /**
   * Version of what snapshots keep, 1 when absent: give another when `evolve` comes to another state by functions it calls.
   * Snapshots of other versions are ignored, as are those from before `evolve` itself was rewritten.
   */
  readonly stateVersion?: number;
  /** When a command is decided again after an error. Conflicts with what others wrote meanwhile always count. */
  readonly retry?: RetryOptions;
  /** Category of the streams, when it does not follow from the name. */
  readonly stream?: string;
  /** Name of the database, when it is not the default one. */
  readonly database?: string;
  /** What it is, for the documentation. */
  readonly description?: string;
}

/** Key of the state of a decider; known to the types only. */
declare const deciderState: unique symbol;

/** A registered decider: what other elements name as the one they are part of, and what its states are asked for by. */
export interface Decider<State> {
  /** Not to be constructed: it stands where classes of elements stand. */
  new (never: never): { readonly [kindOf]: 'decider' };
  readonly name: string;
  readonly [deciderState]?: () => State;
}
