import { DomainryError } from '../errors/domainry-error.js';

/**
 * Which event-sourced aggregate is being changed by one of its events now. Its state follows from its events, so nothing
 * else may change it.
 */
export const applying: {
  root: object | undefined;
  /** Whether the event happened long ago: no rule is asked about it. */
  isReplay: boolean;
} = { root: undefined, isReplay: false };

/** Prototype property of event-sourced aggregates. */
export const isSourced: unique symbol = Symbol('event-sourced');

/** Runs a function that may change the state of an event-sourced aggregate. */
export function applyTo<Result>(root: object, isReplay: boolean, act: () => Result): Result {
  const { root: outerRoot, isReplay: outerReplay } = applying;
  applying.root = root;
  applying.isReplay = isReplay;
  try {
    return act();
  } finally {
    applying.root = outerRoot;
    applying.isReplay = outerReplay;
  }
}

/** Answers a change of an event-sourced aggregate that comes from no event. */
export function refuseUnapplied(subject: object, what: string): never {
  const name = subject.constructor.name;
  throw new DomainryError(
    'CHANGED_WITHOUT_EVENT',
    `${name}.${what} was changed outside a method marked with @apply, and ${name} is event-sourced: the change would be lost. Raise an event, and make the change where it is applied.`,
    { details: { element: name, member: what } },
  );
}
