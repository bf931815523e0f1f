import type { AnyEvent } from '../elements/event.js';
import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import { suggestName } from '../fields/suggest-name.js';
import type { EventQuery } from '../ports/event-store.js';
import type { AnyClass } from '../metadata.js';

/** A class of events. */
export type EventClass = abstract new (...given: never[]) => AnyEvent;

/** Events of one of some classes that have all of some tags; of any class when none is named. */
export interface EventCriterion {
  readonly types?: readonly EventClass[];
  readonly tags?: readonly string[];
}

/** Events that one criterion matches, or any of several; `[]` means every event. */
export type EventCriteria = EventCriterion | readonly EventCriterion[];

/** The events that criteria match: of the classes they name, of any class where they name none. */
export type EventsMatching<Criteria extends EventCriteria> = Criteria extends readonly []
  ? AnyEvent
  : Criteria extends readonly EventCriterion[]
    ? EventsOf<Criteria[number]>
    : EventsOf<Criteria>;

// The tuple is indexed: to infer its members would make one of classes that look alike.
type EventsOf<Criterion> = Criterion extends { readonly types: infer Classes extends readonly EventClass[] }
  ? Classes extends readonly []
    ? AnyEvent
    : InstanceType<Classes[number]>
  : AnyEvent;

/**
 * What a decision has to know, worked out of events: a small state of its own, with the events that it depends on.
 *
 * @example
 * ```ts fragment
 * const withdrawn = (accountNumber: string) =>
 *   boundaryView({
 *     query: { types: [AccountWithdrawn], tags: [`account:${accountNumber}`] },
 *     initial: 0,
 *     evolve: (sum, event) => sum + event.amount,
 *   });
 * ```
 */
export interface BoundaryView<State = unknown> {
  readonly query: EventCriteria;
  /** State before the first event. Never changed: `evolve` gives another. */
  readonly initial: State;
  /** State after one more event. */
  evolve(state: State, event: AnyEvent): State;
}

/**
 * A view with the types of its events told by its query.
 *
 * @param view - the events it depends on, its state before the first of them, and its state after one more.
 * @example
 * ```ts fragment
 * const withdrawn = boundaryView({
 *   query: { types: [AccountWithdrawn], tags: ['account:1234'] },
 *   initial: 0,
 *   evolve: (sum, event) => sum + event.amount,
 * });
 * await banking.events.decide({ withdrawn }, (states) =>
 *   states.withdrawn > 1000 ? [] : new AccountWithdrawn({ accountNumber: '1234', amount: 5 }),
 * );
 * ```
 */
export function boundaryView<State, const Criteria extends EventCriteria>(view: {
  readonly query: Criteria;
  readonly initial: State;
  readonly evolve: (state: State, event: EventsMatching<Criteria>) => State;
}): BoundaryView<State> {
  return view as unknown as BoundaryView<State>;
}

/** Views by name, as a decision is given their states. */
export type BoundaryViews = Readonly<Record<string, BoundaryView>>;

/** States of views, by their names. */
export type StatesOf<Views extends BoundaryViews> = {
  readonly [Name in keyof Views]: Views[Name]['initial'];
};

/**
 * The query in the names that stores know.
 *
 * @throws DomainryError CLASS_NOT_REGISTERED for a class of another domain or of none; QUERY_INVALID for what is no criterion,
 *   which would otherwise be taken for one that matches everything.
 */
export function storedQuery(catalog: EventTypes, criteria: EventCriteria): EventQuery {
  const items = Array.isArray(criteria) ? criteria : [criteria];
  for (const item of items as readonly unknown[]) requireCriterion(item);
  return {
    items: (items as readonly EventCriterion[]).map(({ types = [], tags = [] }) => ({
      types: types.flatMap((cls) => storedTypes(catalog, cls)),
      tags: [...tags],
    })),
  };
}

/** Knows the names under which events are stored. */
export interface EventTypes {
  typesOf(cls: AnyClass): readonly string[];
}

/** What any of several queries means. */
export function unionOf(queries: readonly EventQuery[]): EventQuery {
  // A query without items means every event, and so does the union.
  if (queries.some(({ items }) => items.length === 0)) return { items: [] };
  return { items: queries.flatMap(({ items }) => items) };
}

/**
 * The names under which the events of a class are stored, former ones as well.
 *
 * @throws DomainryError CLASS_NOT_REGISTERED.
 */
export function storedTypes(catalog: EventTypes, cls: EventClass): readonly string[] {
  const types = catalog.typesOf(cls as unknown as AnyClass);
  if (types.length > 0) return types;
  throw new DomainryError(
    'CLASS_NOT_REGISTERED',
    `${cls.name} is no event of this domain, or only there to be extended. Ask for events that are registered with it.`,
    { details: { element: cls.name } },
  );
}

const parts = ['types', 'tags'];

function requireCriterion(given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid(
      `expected { types, tags }, received ${phraseReceived(given)}`,
      'Name classes of events, tags, or both.',
    );
  for (const [part, value] of Object.entries(given)) {
    if (!parts.includes(part)) {
      const meant = suggestName(part, parts);
      throw invalid(
        `there is no ${part}`,
        meant === undefined ? 'Name types, tags, or both.' : `Did you mean ${meant}?`,
      );
    }
    if (value === undefined) continue;
    const of = part === 'types' ? 'function' : 'string';
    if (!Array.isArray(value) || !value.every((each) => typeof each === of))
      throw invalid(
        `${part} are no array of ${part === 'types' ? 'classes' : 'texts'}: received ${phraseReceived(value)}`,
        part === 'types' ? 'Write types: [TheEvent].' : "Write tags: ['course:c1'].",
      );
  }
}

function invalid(cause: string, fix: string): DomainryError {
  return new DomainryError('QUERY_INVALID', `Criteria of events: ${cause}. ${fix}`);
}
