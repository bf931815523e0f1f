import { versionOf, type AnyAggregate } from '../elements/aggregate.js';
import type { ElementModel } from '../elements/element-model.js';
import { replay } from '../elements/event-sourcing.js';
import { identityOf } from '../elements/identity-of.js';
import { isDiscarded } from '../elements/lifecycle.js';
import { wereTakenOut, type EventSource } from '../elements/pending-events.js';
import { setVersion } from '../elements/saved-state.js';
import { DomainryError } from '../errors/domainry-error.js';
import { faultPoint } from '../errors/fault-point.js';
import type { MessageCatalog } from '../event-store/message-catalog.js';
import { streamPages } from '../event-store/read-events.js';
import { requireNext } from '../event-store/stream-truncated.js';
import { uniqueConflict } from '../ports/conflicts.js';
import type { Database, Transaction } from '../ports/database.js';
import type { StoredEvent } from '../ports/event-store.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { appendEvents, type EventBatch } from '../unit-of-work/append-events.js';
import type { EventRecorder } from '../unit-of-work/event-recorder.js';
import type { Past, Persister, Save, SaveHooks, Source, Written } from '../unit-of-work/persister.js';
import { AggregateCache, type CachedState } from './aggregate-cache.js';
import { chainedEvents } from './chained-events.js';
import { factBatch } from './fact-batch.js';
import { notRemovable } from './repository-errors.js';
import { RestorePoints, type RestorePoint } from './restore-points.js';
import { storedIdentity } from './stored-identity.js';

/** What an event-sourced aggregate class is loaded and written with. */
export interface EventSourcedSources {
  readonly database: Database;
  /** What the domain calls it. */
  readonly databaseName: string;
  readonly recorder: EventRecorder;
  readonly catalog: MessageCatalog;
  /** Milliseconds since the epoch, by the clock of the domain. */
  readonly now: () => number;
  /** Is told of snapshots that could not be kept. Nothing is lost then. */
  readonly onSnapshotFailure: (error: unknown) => void;
}

/** Keeps the events of each aggregate of a class, and builds its state from them. */
export class EventSourcedPersister implements Persister {
  readonly database: Database;
  readonly databaseName: string;
  readonly #model: ElementModel;
  readonly #points: RestorePoints;
  readonly #cache: AggregateCache | undefined;
  /** What was appended of each aggregate last, for the cache. */
  readonly #lastEvents = new WeakMap<AnyAggregate, { readonly id: string; readonly version: number }>();

  constructor(
    readonly element: RegisteredElement,
    private readonly sources: EventSourcedSources,
    readonly hooks: SaveHooks,
  ) {
    this.database = sources.database;
    this.databaseName = sources.databaseName;
    this.#model = element.model!;
    this.#points = new RestorePoints(element, sources);
    const { cache } = element.options;
    this.#cache = typeof cache === 'number' ? new AggregateCache(cache) : undefined;
  }

  async load(source: Source, id: unknown): Promise<AnyAggregate | undefined> {
    const stream = this.#streamOf(id);
    const cached = this.#cache?.find(stream);
    const loaded = cached && (await this.#goOn(source, id, cached));
    if (loaded !== undefined) return alive(loaded);
    this.#cache?.forget(stream);
    const point = await this.#points.find(source.snapshots ?? this.database.snapshots, stream);
    return alive(await this.#build(source, id, point, {}));
  }

  async loadMany(source: Source, ids: readonly unknown[]): Promise<readonly AnyAggregate[]> {
    const loaded = await Promise.all(ids.map((id) => this.load(source, id)));
    return loaded.filter((aggregate) => aggregate !== undefined);
  }

  async loadPast(source: Source, id: unknown, past: Past): Promise<AnyAggregate | undefined> {
    const { includeArchived = false } = past;
    if ('asOf' in past) {
      const until = past.asOf.getTime();
      return this.#build(source, id, undefined, { includeArchived, isWanted: ({ time }) => time <= until });
    }
    const snapshots = source.snapshots ?? this.database.snapshots;
    const point = await this.#points.find(snapshots, this.#streamOf(id), past.atVersion);
    const built = await this.#build(source, id, point, { to: past.atVersion, includeArchived });
    // A version that is still to come is none that was.
    return built !== undefined && versionOf(built) === past.atVersion ? built : undefined;
  }

  async exists({ events }: Source, id: unknown): Promise<boolean> {
    const last = await this.#lastEvent(events, id);
    return last !== undefined && !this.#isDiscardedBy(last);
  }

  async wasDiscarded({ events }: Source, id: unknown): Promise<boolean> {
    const last = await this.#lastEvent(events, id);
    return last !== undefined && this.#isDiscardedBy(last);
  }

  async takeSnapshot(id: unknown): Promise<number | undefined> {
    const aggregate = await this.load(this.database, id);
    if (aggregate === undefined) return undefined;
    const version = versionOf(aggregate);
    await this.#points.take(this.database, this.#streamOf(id), aggregate, version);
    return version;
  }

  async wasArchived({ events }: Source, id: unknown): Promise<boolean> {
    const { isArchived, firstVersion, version } = await events.describeStream(this.#streamOf(id));
    return isArchived && firstVersion <= version;
  }

  async write(save: Save, transaction: Transaction): Promise<Written> {
    const { aggregate, stored, version, events: collected, lineage } = save;
    if (save.what === 'remove') throw notRemovable(this.element);
    if (wereTakenOut(aggregate as unknown as EventSource)) throw takenOut(this.element.name);
    const stream = this.#streamOf(identityOf(aggregate));
    const prepared = collected.map(({ event, lineage: ofEvent, sequence }) =>
      this.sources.recorder.prepare(event, {
        kind: 'event',
        aggregate,
        stream,
        lineage: ofEvent,
        expectedVersion: version,
        sequence,
      }),
    );
    const events =
      this.element.options['hashChain'] === true
        ? await chainedEvents(transaction.events, stream, stored, prepared)
        : prepared;
    const batches: EventBatch[] = [{ stream, expected: stored === -1 ? 'none' : stored, events }];
    if (this.element.options['factEvents'] === true && collected.length > 0 && !isOver(aggregate))
      batches.push(factBatch(this.element, this.sources.recorder, aggregate, { version, lineage }));
    faultPoint('unit.flushed');
    const recorded = await this.#append(batches, stored, transaction);
    faultPoint('unit.appended');
    const last = recorded.findLast((event) => event.stream === stream);
    if (last !== undefined) this.#lastEvents.set(aggregate, { id: last.metadata.id, version: last.version });
    return { version: last?.version ?? stored, events: recorded };
  }

  /** What was committed can be gone on from: a snapshot when one is due, the cache when there is one. */
  saved(aggregate: AnyAggregate, from: number, to: number): void {
    const last = this.#lastEvents.get(aggregate);
    if (last === undefined || last.version !== to) return;
    const stream = this.#streamOf(identityOf(aggregate));
    if (isOver(aggregate)) {
      this.#cache?.forget(stream);
      return;
    }
    this.#points.keepIfDue(this.database, stream, aggregate, from, to);
    this.#cache?.keep(stream, { version: to, lastEvent: last.id, state: this.#points.write(aggregate) });
  }

  async #append(
    batches: readonly EventBatch[],
    stored: number,
    transaction: Transaction,
  ): Promise<Written['events']> {
    try {
      return await appendEvents(transaction.events, batches);
    } catch (error) {
      if (stored !== -1 || !DomainryError.is(error, 'VERSION_CONFLICT')) throw error;
      throw uniqueConflict(this.element.name, [this.#model.identity!.name], 'identity');
    }
  }

  /** From what the cache has; undefined when the stream does not go on from there. */
  async #goOn(source: Source, id: unknown, cached: CachedState): Promise<AnyAggregate | undefined> {
    const { version } = cached;
    const [last] = await source.events.readStream(this.#streamOf(id), {
      from: version,
      to: version,
      limit: 1,
    });
    return last?.id === cached.lastEvent
      ? this.#build(source, id, { version, aggregate: this.#points.read(cached.state) }, {})
      : undefined;
  }

  /**
   * Builds the state from the events after a point: page by page, to the end. That of the point is read as well: where nothing
   * is left, as of a stream that is archived or was deleted, a state that was kept stands for nothing.
   */
  async #build(
    { events }: Source,
    id: unknown,
    point: RestorePoint | undefined,
    range: {
      readonly to?: number;
      readonly includeArchived?: boolean;
      readonly isWanted?: (event: StoredEvent) => boolean;
    },
  ): Promise<AnyAggregate | undefined> {
    const { isWanted, ...versions } = range;
    let aggregate = point?.aggregate;
    let version = point?.version ?? -1;
    const from = point?.version ?? 0;
    const stream = this.#streamOf(id);
    let isThere = false;
    for await (const read of streamPages(events, stream, { from, ...versions })) {
      isThere = true;
      const page = read[0]!.version === version ? read.slice(1) : read;
      requireNext(stream, version + 1, page);
      const wanted = isWanted === undefined ? page : untilFirst(page, isWanted);
      if (wanted.length > 0) {
        aggregate = replay(this.#model, id, this.#decode(wanted), aggregate);
        version = wanted.at(-1)!.version;
      }
      if (wanted.length < page.length) break;
    }
    if (aggregate === undefined || !isThere) return undefined;
    setVersion(aggregate as AnyAggregate, version);
    return aggregate as AnyAggregate;
  }

  #decode(page: readonly StoredEvent[]): readonly object[] {
    return this.sources.catalog.decodeAll(page);
  }

  async #lastEvent(events: Source['events'], id: unknown): Promise<StoredEvent | undefined> {
    const [last] = await events.readStream(this.#streamOf(id), { backwards: true, limit: 1 });
    return last;
  }

  #isDiscardedBy({ type }: StoredEvent): boolean {
    const { lifecycle } = this.#model;
    return lifecycle !== undefined && type === this.sources.recorder.typeOf(lifecycle.Discarded);
  }

  #streamOf(id: unknown): string {
    return `${this.element.stream!}-${storedIdentity(this.#model, id)}`;
  }
}

/** One that was discarded is not there any more. */
function alive(aggregate: AnyAggregate | undefined): AnyAggregate | undefined {
  return aggregate === undefined || isOver(aggregate) ? undefined : aggregate;
}

function isOver(aggregate: AnyAggregate): boolean {
  return isDiscarded(aggregate as unknown as EventSource);
}

function untilFirst(
  page: readonly StoredEvent[],
  isWanted: (event: StoredEvent) => boolean,
): readonly StoredEvent[] {
  const end = page.findIndex((event) => !isWanted(event));
  return end === -1 ? page : page.slice(0, end);
}

function takenOut(name: string): DomainryError {
  return new DomainryError(
    'EVENTS_TAKEN',
    `${name} is event-sourced, and events of it were taken out with collectEvents(): what is left would not lead to its state. Save it with the events it raised, or load it again.`,
    { details: { element: name } },
  );
}
