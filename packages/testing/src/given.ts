import { AssertionError, deepStrictEqual } from 'node:assert/strict';
import type { Aggregate, AnyAggregate, AnyEvent } from '@domainry/core';

/** The functions of a decider, as `domain.decider` takes them. */
export interface DeciderFunctions<State, Command, DecidedEvent> {
  readonly initial: () => State;
  readonly decide: (command: Command, state: State) => DecidedEvent | readonly DecidedEvent[];
  readonly evolve: (state: State, event: DecidedEvent) => State;
}

/** The class of an event-sourced aggregate. */
export interface SourcedClass<Instance extends AnyAggregate> {
  new (...given: never[]): Instance;
  readonly name: string;
  readonly createFrom: (typeof Aggregate)['createFrom'];
}

/** What has happened. What is tried next starts from there; each time anew. */
export interface Given<Command> {
  readonly when: (command: Command) => Tried;
}

/** What was tried, and what came of it. Each of these fails by an `AssertionError`, whatever the test runner is. */
export interface Tried {
  /** Exactly these events happened, in this order: of the same classes, with the same values. */
  readonly thenHappened: (...events: readonly AnyEvent[]) => void;
  /** It was not refused, and nothing happened. */
  readonly thenNothing: () => void;
  /**
   * It was refused, and nothing happened.
   *
   * @param why - a part of the message, a pattern for it, or the class of the error. Any refusal when absent.
   */
  readonly thenRefused: (why?: string | RegExp | (abstract new (...given: never[]) => Error)) => void;
}

/**
 * Given what has happened, when something is asked for, then this happens: for deciders, and for event-sourced aggregates.
 * Nothing is stored, and no domain has to be initialised.
 *
 * @example
 * ```ts
 * import { Domain, Event, field } from '@domainry/core';
 * import { given } from '@domainry/testing';
 *
 * const banking = new Domain('Banking');
 *
 * @banking.event('Saving')
 * class Deposited extends Event<Deposited> {
 *   @field.integer({ required: true }) readonly amount!: number;
 * }
 *
 * const saving = {
 *   initial: () => 0,
 *   decide: (amount: number, saved: number) => (saved + amount > 100 ? [] : new Deposited({ amount })),
 *   evolve: (saved: number, { amount }: Deposited) => saved + amount,
 * };
 *
 * given(saving, [new Deposited({ amount: 60 })]).when(41).thenNothing();
 * ```
 */
export function given<State, Command, DecidedEvent extends AnyEvent>(
  decider: DeciderFunctions<State, Command, DecidedEvent>,
  events: readonly NoInfer<DecidedEvent>[],
): Given<Command>;
/**
 * @param id - identity of the aggregate, when the events do not tell it.
 * @throws Error when nothing has happened: without its first event there is no aggregate to ask.
 */
export function given<Instance extends AnyAggregate>(
  aggregate: SourcedClass<Instance>,
  events: readonly AnyEvent[],
  id?: NoInfer<Instance>['id'],
): Given<(aggregate: Instance) => unknown>;
export function given(subject: unknown, events: readonly AnyEvent[], id?: unknown): Given<never> {
  return typeof subject === 'function'
    ? givenAggregate(subject as SourcedClass<AnyAggregate>, events, id)
    : givenDecider(subject as DeciderFunctions<unknown, unknown, AnyEvent>, events);
}

function givenDecider(
  { initial, decide, evolve }: DeciderFunctions<unknown, unknown, AnyEvent>,
  events: readonly AnyEvent[],
): Given<never> {
  const state = events.reduce(evolve, initial());
  return {
    when: (command) =>
      attempt(() => {
        const decided = decide(command, state);
        return Array.isArray(decided) ? (decided as readonly AnyEvent[]) : [decided as AnyEvent];
      }),
  };
}

function givenAggregate(
  cls: SourcedClass<AnyAggregate>,
  [first, ...rest]: readonly AnyEvent[],
  id: unknown,
): Given<never> {
  if (first === undefined)
    throw new Error(`Given no event there is no ${cls.name} to ask. Give the event that it begins with.`);
  return {
    when: (act: (aggregate: AnyAggregate) => unknown) => {
      const aggregate = cls.createFrom.call(
        cls as never,
        copyOf(first) as never,
        id as never,
      ) as AnyAggregate & {
        raise_: (event: AnyEvent) => void;
        collectEvents: () => readonly AnyEvent[];
      };
      for (const event of rest) aggregate.raise_(copyOf(event));
      aggregate.collectEvents();
      return attempt(() => {
        act(aggregate);
        return aggregate.collectEvents();
      });
    },
  };
}

/** An event is raised once; what was given may be given again. */
function copyOf(event: AnyEvent): AnyEvent {
  const cls = event.constructor as unknown as { readonly fromDict: (data: object) => AnyEvent };
  return cls.fromDict(event.toDict());
}

function attempt(act: () => readonly AnyEvent[]): Tried {
  let happened: readonly AnyEvent[] = [];
  let refusal: { readonly error: unknown } | undefined;
  try {
    happened = act();
  } catch (error) {
    refusal = { error };
  }
  const mustNotBeRefused = (): void => {
    if (refusal !== undefined) throw refusal.error;
  };
  return {
    thenHappened: (...events) => {
      mustNotBeRefused();
      deepStrictEqual(happened.map(described), events.map(described));
    },
    thenNothing: () => {
      mustNotBeRefused();
      deepStrictEqual(happened.map(described), []);
    },
    thenRefused: (why) => {
      if (refusal === undefined) {
        const events = happened.map((event) => event.constructor.name).join(', ') || 'nothing';
        throw new AssertionError({
          message: `It was to be refused, and was not: ${events} happened.`,
          operator: 'thenRefused',
        });
      }
      if (!isFor(refusal.error, why)) throw refusal.error;
    },
  };
}

function isFor(error: unknown, why: Parameters<Tried['thenRefused']>[0]): boolean {
  if (why === undefined) return true;
  if (typeof why === 'function') return error instanceof why;
  const message = error instanceof Error ? error.message : String(error);
  return typeof why === 'string' ? message.includes(why) : why.test(message);
}

/** What is compared of an event, and shown when it differs. */
function described(event: AnyEvent): unknown {
  return { event: event.constructor.name, data: JSON.parse(JSON.stringify(event.toDict())) as unknown };
}
