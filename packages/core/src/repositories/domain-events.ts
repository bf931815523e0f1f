import type { AnyAggregate } from '../elements/aggregate.js';
import type { Decider } from '../elements/decider.js';
import { metadataOf, type AnyEvent } from '../elements/event.js';
import { setMetadata } from '../elements/message-metadata.js';
import { DomainryError } from '../errors/domainry-error.js';
import {
  storedQuery,
  unionOf,
  type BoundaryViews,
  type EventCriteria,
  type EventsMatching,
  type StatesOf,
} from '../event-store/boundary.js';
import type { MessageCatalog } from '../event-store/message-catalog.js';
import { causesOf, correlationTree, effectsOf, type MessageNode } from '../event-store/message-tree.js';
import { feedEvents } from '../event-store/read-events.js';
import { tagsOf } from '../event-store/tags-of.js';
import type { AnyClass } from '../metadata.js';
import type { Database } from '../ports/database.js';
import { eventMatches } from '../ports/event-matches.js';
import type { AppendCondition, EventQuery, EventReader } from '../ports/event-store.js';
import { isBuiltFromEvents } from '../registry/built-from-events.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import type { EventRecorder, PreparedEvent } from '../unit-of-work/event-recorder.js';
import { lineageHere } from '../unit-of-work/lineage.js';
import type { RecordedEvent } from '../unit-of-work/persister.js';
import { currentUnit, runUnit, type UnitRunner } from '../unit-of-work/run-unit.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import {
  checkAppendOptions,
  checkDecideOptions,
  checkReadOptions,
  type AppendOptions,
  type DecideOptions,
  type EventsReadOptions,
} from './event-options.js';
import {
  eventsOfStream,
  historyStream,
  keeperOfHistory,
  readEvent,
  type HistoryOptions,
  type ReadEvent,
  type UnknownEventPolicy,
} from './event-history.js';

/** What the events of a domain are read and written with. */
export interface DomainEventsHost {
  readonly registry: Registry;
  readonly catalog: MessageCatalog;
  readonly units: UnitRunner;
  readonly database: Database;
  readonly databaseName: string;
  readonly recorder: EventRecorder;
  /** The database of an aggregate or decider. */
  readonly databaseOf: (element: RegisteredElement) => Database;
}

/** Events that were read, and up to where. */
export interface EventsRead<Event extends AnyEvent = AnyEvent> {
  readonly events: readonly ReadEvent<Event>[];
  /** What a condition says `after`: position of the last event that matches; where reading began when there is none. */
  readonly position: number;
}

/** The part of {@link DomainEvents} that only reads. */
export type ReadableEvents = Pick<
  DomainEvents,
  'read' | 'historyOf' | 'correlationTree' | 'causesOf' | 'effectsOf'
>;

/**
 * The events of a domain, read and written by what they are about: dynamic consistency boundaries, after the
 * specification of dcb.events. What is written takes part in the unit of work that is open, and reaches the handlers of
 * its events as what aggregates raise does.
 */
export class DomainEvents {
  /** What units write and did not commit yet. */
  readonly #writing = new WeakMap<UnitOfWork, Set<AnyEvent>>();

  constructor(private readonly host: DomainEventsHost) {}

  /**
   * Reads the events that criteria match, in the order of commits.
   *
   * @throws DomainryError CLASS_NOT_REGISTERED; what reading stored events throws.
   */
  async read<const Criteria extends EventCriteria>(
    criteria: Criteria,
    options: EventsReadOptions = {},
  ): Promise<EventsRead<EventsMatching<Criteria>>> {
    checkReadOptions(options);
    const { after = 0, limit = Infinity, onUnknown = 'fail' } = options;
    const { events, position } = await this.#read(this.#query(criteria), after, limit, onUnknown);
    return { events: events as unknown as readonly ReadEvent<EventsMatching<Criteria>>[], position };
  }

  /**
   * The events of one aggregate or decider, in their order and in the form their classes have today: upcast, decoded, with
   * metadata. Also of one that is stored as state, for its events are kept as well.
   *
   * @param of - the class, or what `domain.decider()` gave.
   * @param id - its identity. One that nothing has gives no events.
   * @param options - which part of the history, the whole when absent.
   * @throws DomainryError CLASS_NOT_REGISTERED; ValidationError when nothing of the kind can have this identity; what reading
   *   stored events throws.
   * @example
   * ```ts fragment
   * for await (const { event, version } of banking.events.historyOf(Account, '1234')) {
   *   if (event instanceof AccountWithdrawn) console.log(version, event.amount, metadataOf(event)?.time);
   * }
   * ```
   */
  historyOf<Of extends AnyAggregate>(
    of: abstract new (...given: never[]) => Of,
    id: Of['id'],
    options?: HistoryOptions,
  ): AsyncGenerator<ReadEvent, undefined>;
  historyOf(of: Decider<unknown>, id: string, options?: HistoryOptions): AsyncGenerator<ReadEvent, undefined>;
  historyOf(of: unknown, id: unknown, options: HistoryOptions = {}): AsyncGenerator<ReadEvent, undefined> {
    const { registry, catalog, databaseOf } = this.host;
    const element = keeperOfHistory(registry, of);
    const open = () => this.#reader(databaseOf(element));
    return eventsOfStream(open, catalog, historyStream(element, id), options);
  }

  /**
   * Writes events, all or none.
   *
   * @throws DomainryError BOUNDARY_CONFLICT when the condition does not hold; EVENT_NOT_OWNED for events of a decider or an
   *   event-sourced aggregate, which would never see them; EVENT_ALREADY_RAISED, TAGS_INVALID.
   */
  async append(events: AnyEvent | readonly AnyEvent[], options: AppendOptions = {}): Promise<void> {
    checkAppendOptions(options);
    const { condition, tags } = options;
    const stored = condition && {
      failIfMatch: this.#query(condition.failIfMatch),
      after: condition.after ?? 0,
    };
    await runUnit(this.host.units, (unit) => this.#append(unit, listOf(events), stored, tags));
  }

  /**
   * Decides by what is known: reads what the views depend on, has the function give events or throw, and writes them
   * provided that nothing was added to what it read. When something was, it is done again.
   *
   * @param decide - gives the events that follow from the states; called anew for each attempt, so it must not do
   *   anything else.
   * @throws whatever the function throws; BOUNDARY_CONFLICT when every attempt came too late, or in a unit of work.
   */
  async decide<const Views extends BoundaryViews>(
    views: Views,
    decide: (states: StatesOf<Views>) => AnyEvent | readonly AnyEvent[],
    options: DecideOptions = {},
  ): Promise<void> {
    checkDecideOptions(options);
    const { attempts = 10, tags } = options;
    const isPart = currentUnit(this.host.units.domain) !== undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        return await runUnit(this.host.units, (unit) => this.#decideIn(unit, views, decide, tags));
      } catch (error) {
        // What a unit did before cannot be repeated from here.
        if (isPart || attempt >= attempts || !DomainryError.is(error, 'BOUNDARY_CONFLICT')) throw error;
      }
    }
  }

  /**
   * Everything that followed from one first message, as trees: commands, of which only the identity is stored, and events.
   * Goes through all events of the database of what belongs to no aggregate.
   */
  correlationTree(correlationId: string): Promise<readonly MessageNode[]> {
    return correlationTree(this.host.database.events, correlationId);
  }

  /** What led to a message, the first one first; undefined when no event tells of it. */
  causesOf(id: string): Promise<readonly MessageNode[] | undefined> {
    return causesOf(this.host.database.events, id);
  }

  /** A message with everything that followed from it; undefined when no event tells of it. */
  effectsOf(id: string): Promise<MessageNode | undefined> {
    return effectsOf(this.host.database.events, id);
  }

  async #decideIn<Views extends BoundaryViews>(
    unit: UnitOfWork,
    views: Views,
    decide: (states: StatesOf<Views>) => AnyEvent | readonly AnyEvent[],
    tags: readonly string[] | undefined,
  ): Promise<void> {
    const entries = Object.entries(views).map(([name, view]) => ({
      name,
      view,
      query: this.#query(view.query),
    }));
    const failIfMatch = unionOf(entries.map(({ query }) => query));
    const states = new Map(entries.map(({ name, view }): [string, unknown] => [name, view.initial]));
    const { catalog } = this.host;
    let after = 0;
    for await (const stored of feedEvents(await this.#reader(), { query: failIfMatch })) {
      const event = catalog.decode(stored);
      for (const { name, view, query } of entries)
        if (eventMatches(query, stored)) states.set(name, view.evolve(states.get(name), event));
      after = stored.position;
    }
    const decided = listOf(decide(Object.fromEntries(states) as StatesOf<Views>));
    if (decided.length > 0) await this.#append(unit, decided, { failIfMatch, after }, tags);
  }

  async #read(
    query: EventQuery,
    after: number,
    limit: number,
    onUnknown: UnknownEventPolicy,
  ): Promise<EventsRead> {
    const { catalog } = this.host;
    const events: ReadEvent[] = [];
    if (limit <= 0) return { events, position: after };
    const pageSize = Math.min(limit, 1000);
    // Those that are skipped count: a condition has to take them for seen.
    let last = after;
    for await (const stored of feedEvents(await this.#reader(), { query, after, pageSize })) {
      last = stored.position;
      const read = readEvent(catalog, stored, onUnknown);
      if (read !== undefined) events.push(read);
      if (events.length >= limit) break;
    }
    return { events, position: last };
  }

  async #append(
    unit: UnitOfWork,
    events: readonly AnyEvent[],
    condition: AppendCondition | undefined,
    tags: readonly string[] | undefined,
  ): Promise<void> {
    const { database, databaseName } = this.host;
    // What was handed to repositories before comes before.
    if (unit.isDue) await unit.flush();
    const prepared = events.map((event) => this.#prepare(event, tags, unit));
    const [first] = events;
    const transaction = await unit.transaction(database, databaseName, first?.constructor.name ?? 'events');
    const appends = prepared.map(({ metadata, encoded }) => ({
      stream: metadata.stream!,
      expected: 'any' as const,
      events: [encoded],
    }));
    const { versions } = await transaction.events.append(appends, condition);
    unit.record(recorded(prepared, versions));
    unit.afterCommit(() => {
      for (const { event, metadata } of prepared) setMetadata(event, metadata);
    });
  }

  #prepare(event: AnyEvent, given: readonly string[] | undefined, unit: UnitOfWork): PreparedEvent {
    const { registry } = this.host;
    const name = event.constructor.name;
    const element = registry.find(event.constructor as AnyClass);
    if (element?.kind !== 'event' || element.type === undefined)
      throw new DomainryError(
        'CLASS_NOT_REGISTERED',
        `${name} is no event of ${registry.domain}. Append events that are registered with this domain.`,
        { details: { element: name, domain: registry.domain } },
      );
    const keeper = registry.clusterOf(element.cls);
    if (keeper !== undefined && isBuiltFromEvents(keeper)) throw ownedBy(element, keeper);
    const writing = this.#writing.get(unit) ?? new Set();
    if (metadataOf(event) !== undefined || writing.has(event))
      throw new DomainryError(
        'EVENT_ALREADY_RAISED',
        `This ${name} was raised or written before. Construct a new one each time something happens.`,
        { details: { element: name } },
      );
    this.#writing.set(unit, writing.add(event));
    const tags = tagsOf(registry, event, given);
    return this.host.recorder.prepare(event, {
      kind: 'event',
      stream: streamOf(registry.domain, tags),
      lineage: lineageHere(),
      tags,
    });
  }

  #query(criteria: EventCriteria): EventQuery {
    return storedQuery(this.host.catalog, criteria);
  }

  /** What the unit that is open sees, with what was handed to its repositories; else what was committed. */
  async #reader(database = this.host.database): Promise<EventReader> {
    const unit = currentUnit(this.host.units.domain);
    if (unit?.isDue === true) await unit.flush();
    return (unit?.source(database) ?? database).events;
  }
}

function recorded(
  prepared: readonly PreparedEvent[],
  versions: ReadonlyMap<string, number>,
): readonly RecordedEvent[] {
  const left = new Map<string, number>();
  for (const { metadata } of prepared) left.set(metadata.stream!, (left.get(metadata.stream!) ?? 0) + 1);
  return prepared.map(({ event, metadata }) => {
    const stream = metadata.stream!;
    const after = left.get(stream)! - 1;
    left.set(stream, after);
    return { event, metadata, stream, version: versions.get(stream)! - after };
  });
}

function ownedBy(event: RegisteredElement, { kind, name }: RegisteredElement): DomainryError {
  const [what, how] =
    kind === 'decider'
      ? [`the decider ${name}`, `Process a command that ${name} decides on`]
      : [`${name}, which is event-sourced`, `Let ${name} raise it`];
  return new DomainryError(
    'EVENT_NOT_OWNED',
    `${event.name} belongs to ${what}. Written by its tags it lies in another stream, so that it never becomes a part of that state: nothing was written. ${how}, or declare an event that belongs to none.`,
    { details: { event: event.name, owner: name } },
  );
}

/** Stream of events that belong to no aggregate: one for what their first tag names. */
function streamOf(domain: string, [first]: readonly string[]): string {
  // What stands before the first dash is the category, which has none.
  const category = `${domain.replaceAll('-', '.')}:tagged`;
  return first === undefined ? category : `${category}-${first}`;
}

function listOf(events: AnyEvent | readonly AnyEvent[]): readonly AnyEvent[] {
  return Array.isArray(events) ? (events as readonly AnyEvent[]) : [events as AnyEvent];
}
