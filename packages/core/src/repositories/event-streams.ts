import type { AnyAggregate } from '../elements/aggregate.js';
import type { Decider } from '../elements/decider.js';
import { DomainryError } from '../errors/domainry-error.js';
import type { JsonValue } from '../errors/violation.js';
import { categoryOf } from '../messages/stream-name.js';
import type { Database } from '../ports/database.js';
import type { EventWriter, StreamDescription, StreamListing } from '../ports/event-store.js';
import { isBuiltFromEvents } from '../registry/built-from-events.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { storedTypes, type EventTypes } from '../event-store/boundary.js';
import { currentUnit, runUnit, type UnitRunner } from '../unit-of-work/run-unit.js';
import { checkArchiveSelection, type Archived, type ArchiveSelection } from './archive-selection.js';
import { archiveStreams } from './archive-streams.js';
import { historyStream, keeperOfHistory } from './event-history.js';

/** What streams are looked after with. */
export interface EventStreamsHost {
  readonly registry: Registry;
  readonly units: UnitRunner;
  /** The database of an aggregate or decider; of what belongs to none, when it is absent. */
  readonly databaseOf: (element: RegisteredElement | undefined) => Database;
  /** What the domain calls that database. */
  readonly databaseNameOf: (element: RegisteredElement | undefined) => string;
  readonly catalog: EventTypes;
  /** Keeps the state of an aggregate or decider as it is now; gives its version, undefined where there is none. */
  readonly takeSnapshot: (element: RegisteredElement, id: unknown) => Promise<number | undefined>;
}

/** The streams of a domain, for those who look after what is stored. Programs read and write by repositories and `events`. */
export class EventStreams {
  constructor(private readonly host: EventStreamsHost) {}

  /**
   * The stream of one aggregate or decider.
   *
   * @throws DomainryError CLASS_NOT_REGISTERED; ValidationError when nothing of the kind can have this identity.
   */
  of<Of extends AnyAggregate>(of: abstract new (...given: never[]) => Of, id: Of['id']): EventStream;
  of(of: Decider<unknown>, id: string): EventStream;
  of(of: unknown, id: unknown): EventStream {
    const owner = keeperOfHistory(this.host.registry, of);
    return new EventStream(this.host, historyStream(owner, id), owner);
  }

  /**
   * Archives streams that are old or have come to their end, each for itself, as {@link EventStream.archive} does. Others go on
   * meanwhile: a stream that somebody writes to after it was looked at is left as it is, and counted as missed.
   *
   * @throws DomainryError CONFIGURATION_INVALID, CLASS_NOT_REGISTERED.
   * @example
   * ```ts fragment
   * const sevenYearsAgo = new Date(Date.now() - 7 * 365 * 86_400_000);
   * await banking.streams.archive({ of: Account, lastBefore: sevenYearsAgo });
   * ```
   */
  archive(selection: ArchiveSelection): Promise<Archived> {
    checkArchiveSelection(selection);
    const { of, lastBefore, endedBy, dryRun = false } = selection;
    const { registry, catalog, databaseOf } = this.host;
    const owner = typeof of === 'string' ? undefined : keeperOfHistory(registry, of);
    const meant = {
      category: owner === undefined ? (of as string) : owner.stream!,
      lastBefore: lastBefore?.getTime() ?? Infinity,
      endedBy: endedBy && new Set(endedBy.flatMap((cls) => storedTypes(catalog, cls))),
    };
    const database = databaseOf(owner ?? this.#ownerOf(meant.category));
    return archiveStreams(database, meant, async ({ stream, version }) => {
      if (!dryRun) await this.named(stream).archive({ expectedVersion: version });
    });
  }

  /** A stream by its name, as events tell it: `metadataOf(event).stream`. */
  named(name: string): EventStream {
    return new EventStream(this.host, name, this.#ownerOf(categoryOf(name)));
  }

  /**
   * A page of the streams that the database of what belongs to no aggregate was ever asked to write to, archive, truncate or
   * describe; go on with the name of the last one.
   */
  list(listing: StreamListing): Promise<readonly StreamDescription[]> {
    return this.host.databaseOf(undefined).events.listStreams(listing);
  }

  #ownerOf(category: string): RegisteredElement | undefined {
    const owners = [...this.host.registry.ofKind('aggregate'), ...this.host.registry.ofKind('decider')];
    return owners.find((each) => each.stream === category || factCategory(each) === category);
  }
}

/** One stream. What is done to it takes part in the unit of work that is open. */
export class EventStream {
  /** @param owner - the aggregate or decider whose events are in it; absent for what belongs to none. */
  constructor(
    private readonly host: EventStreamsHost,
    readonly name: string,
    private readonly owner: RegisteredElement | undefined,
  ) {}

  /** What is known of it: its versions, whether it is archived, its metadata. */
  describe(): Promise<StreamDescription> {
    const database = this.#database;
    const source = currentUnit(this.host.units.domain)?.source(database) ?? database;
    return source.events.describeStream(this.name);
  }

  /** Puts metadata in place of what the stream has. */
  setMetadata(metadata: Readonly<Record<string, JsonValue>>): Promise<void> {
    return this.#write((events) => events.describe(this.name, metadata));
  }

  /**
   * Puts the stream aside, with the fact events that repeat it: whoever writes to it gets `STREAM_ARCHIVED`, and repositories,
   * deciders and `historyOf` do not find it, unless they are told to include what is archived. Nothing is lost: the log and
   * `verify` have its events where they were, and {@link EventStream.restore} brings it back.
   *
   * @param given - `expectedVersion`: that of the last event, if nothing is to be archived that came meanwhile.
   * @throws DomainryError VERSION_CONFLICT when something came.
   */
  archive({ expectedVersion }: { readonly expectedVersion?: number } = {}): Promise<void> {
    return this.#write(async (events) => {
      if (expectedVersion !== undefined)
        await events.append([{ stream: this.name, expected: expectedVersion, events: [] }]);
      for (const name of this.#together) await events.archive(name);
    });
  }

  /**
   * Brings the stream back, as it was before it was archived, with its fact events.
   *
   * @throws DomainryError STREAM_DELETED when none of its events is left.
   */
  restore(): Promise<void> {
    return this.#write(async (events) => {
      const { isArchived, firstVersion, version } = await events.describeStream(this.name);
      if (isArchived && version >= 0 && firstVersion > version) throw deleted(this.name);
      for (const name of this.#together) await events.restore(name);
    });
  }

  /**
   * Keeps the state as it is now as a snapshot, so that the next load begins there; for aggregates and deciders with
   * `snapshotEvery`, which otherwise take one now and then.
   *
   * @returns the version that it is of; undefined where there is nothing to be kept.
   * @throws DomainryError SNAPSHOT_UNUSED when nobody would read it.
   */
  async takeSnapshot(): Promise<number | undefined> {
    const { owner } = this;
    const category = categoryOf(this.name);
    if (owner === undefined || owner.stream !== category || owner.options['snapshotEvery'] === undefined)
      throw unused(this.name, owner);
    return await this.host.takeSnapshot(owner, this.name.slice(category.length + 1));
  }

  /**
   * Makes the events before a version unreadable, here and in the log, for ever. Versions and positions of others stay.
   *
   * @throws DomainryError STREAM_NEEDED when a state is built from these events.
   */
  async truncateBefore(version: number): Promise<void> {
    if (
      this.owner !== undefined &&
      isBuiltFromEvents(this.owner) &&
      categoryOf(this.name) === this.owner.stream
    )
      throw needed(this.name, this.owner);
    await this.#write((events) => events.truncateBefore(this.name, version));
  }

  /**
   * Archives the stream and makes all of its events unreadable, for ever, with snapshots and fact events made of them: for who
   * is asked to forget something. Its identity is not given again. The state of an aggregate that is stored as state stays
   * where it is; repositories remove it, and forget what they removed.
   */
  async delete(): Promise<void> {
    const { snapshots } = this.#database;
    // Before, so that none is left when this ends in between; afterwards, for one that was being written.
    await snapshots.prune(this.name, 0);
    await this.#write(async (events) => {
      for (const name of this.#together) {
        const { version } = await events.describeStream(name);
        await events.truncateBefore(name, version + 1);
        await events.archive(name);
      }
    });
    await snapshots.prune(this.name, 0);
  }

  /** The stream, and that of the fact events which repeat what is in it. */
  get #together(): Iterable<string> {
    if (this.owner?.options['factEvents'] !== true) return [this.name];
    const identity = this.name.slice(categoryOf(this.name).length);
    return new Set([this.name, `${factCategory(this.owner)}${identity}`]);
  }

  get #database(): Database {
    return this.host.databaseOf(this.owner);
  }

  async #write(act: (events: EventWriter) => Promise<void>): Promise<void> {
    const { units, databaseNameOf } = this.host;
    await runUnit(units, async (unit) => {
      const { events } = await unit.transaction(this.#database, databaseNameOf(this.owner), this.name);
      await act(events);
    });
  }
}

/** Where the fact events of a category of streams are. */
function factCategory({ stream }: RegisteredElement): string {
  return `${stream!}:fact`;
}

function needed(stream: string, { name }: RegisteredElement): DomainryError {
  return new DomainryError(
    'STREAM_NEEDED',
    `${stream} cannot lose its first events: the state of ${name} is built from all of them. Delete the stream whole, or begin another for what comes, with an event that says where it begins.`,
    { details: { stream, element: name } },
  );
}

function deleted(stream: string): DomainryError {
  return new DomainryError(
    'STREAM_DELETED',
    `${stream} was deleted, and none of its events is left to be restored. Begin another stream: its identity is not given again.`,
    { details: { stream } },
  );
}

function unused(stream: string, owner: RegisteredElement | undefined): DomainryError {
  const what = owner?.name ?? 'what its events are about';
  return new DomainryError(
    'SNAPSHOT_UNUSED',
    `A snapshot of ${stream} would never be read: ${what} is not loaded from snapshots. Register an event-sourced aggregate, or a decider, with snapshotEvery.`,
    { details: { stream } },
  );
}
