import type { JsonValue } from '@domainry/core';
import {
  boundaryConflict,
  streamArchived,
  type AppendCondition,
  type Appended,
  type EventReader,
  type EventWriter,
  type FeedRead,
  type StoredEvent,
  type StreamAppend,
  type StreamDescription,
  type StreamListing,
  type StreamRead,
} from '@domainry/core/ports';
import {
  assertExpected,
  copyOfAppend,
  endless,
  isExpected,
  isInFeed,
  joined,
  keptOf,
  listedStreams,
  OwnEvents,
  StreamChanges,
  type StreamChange,
  type SqlSession,
} from '@domainry/sql';
import { firstMatch, lastPosition } from './read-events.js';
import type { Expectation, StagedCondition, StagedEvents } from './staged-work.js';

/** Where a transaction stands: what it may read from, and whether it may go on. */
export interface Standing {
  assertOpen(): void;
  /** Sees what is committed, and what the transaction has written so far. */
  readonly reading: SqlSession;
  /** Events as the transaction sees them, without those that wait for its commit. */
  readonly committed: EventReader;
  /** What it sees of some streams as a whole, without what waits for its commit. */
  describeStreams(streams: readonly string[]): Promise<ReadonlyMap<string, StreamDescription>>;
  /** The last version that is known of a stream that was not archived, without a look; undefined where none is. */
  rememberedVersion(stream: string): number | undefined;
}

type LastSeen = Pick<StreamDescription, 'version' | 'isArchived'>;

/**
 * Events wait here until the commit: so nobody has to wait for a transaction that is still thinking. What is expected is
 * looked at when it is asked for, unless this process remembers it so, to tell early, and again by the server when it is written.
 */
export class PostgresEventWriter implements EventWriter {
  readonly #own = new OwnEvents();
  readonly #expectations: Expectation[] = [];
  readonly #conditions: StagedCondition[] = [];
  readonly #staged: StreamChange[] = [];
  readonly #changes = new StreamChanges();
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly standing: Standing) {}

  get isEmpty(): boolean {
    return (
      this.#own.inOrder.length + this.#expectations.length + this.#conditions.length + this.#staged.length ===
      0
    );
  }

  /** Everything that waits for the commit. */
  get staged(): StagedEvents {
    return {
      events: this.#own.inOrder,
      expectations: this.#expectations,
      conditions: this.#conditions,
      changes: this.#staged,
    };
  }

  async append(appends: readonly StreamAppend[], condition?: AppendCondition): Promise<Appended> {
    this.standing.assertOpen();
    const copies = appends.map(copyOfAppend);
    const kept = condition === undefined ? undefined : structuredClone(condition);
    // One after the other: what the first one stages, the second one counts with.
    const appended = this.#last.then(() => this.#append(copies, kept));
    this.#last = appended.catch(() => undefined);
    return await appended;
  }

  async truncateBefore(stream: string, version: number): Promise<void> {
    this.#change({ stream, own: this.#own.countOf(stream), truncateBefore: version });
  }

  async archive(stream: string): Promise<void> {
    this.#change({ stream, own: this.#own.countOf(stream), archive: true });
  }

  async restore(stream: string): Promise<void> {
    this.#change({ stream, own: this.#own.countOf(stream), restore: true });
  }

  async describe(stream: string, metadata: Readonly<Record<string, JsonValue>>): Promise<void> {
    this.#change({ stream, own: this.#own.countOf(stream), metadata: JSON.stringify(metadata) });
  }

  async readStream(stream: string, read: StreamRead): Promise<readonly StoredEvent[]> {
    this.standing.assertOpen();
    const { committed } = this.standing;
    if (this.#own.countOf(stream) === 0 && !this.#changes.has(stream))
      return await committed.readStream(stream, read);
    const { firstVersion, isArchived } = await this.describeStream(stream);
    if (isArchived && read.includeArchived !== true) return [];
    const from = Math.max(read.from ?? 0, firstVersion);
    const to = read.to ?? endless;
    const own = (await this.#seen()).filter(
      (event) => event.stream === stream && event.version >= from && event.version <= to,
    );
    return joined(await committed.readStream(stream, { ...read, from, includeArchived: true }), own, read);
  }

  async readFeed(read: FeedRead): Promise<readonly StoredEvent[]> {
    this.standing.assertOpen();
    if (this.#own.inOrder.length === 0 && this.#staged.length === 0)
      return await this.standing.committed.readFeed(read);
    const own = (await this.#seen()).filter((event) => isInFeed(read, event));
    return joined(await this.#committed(read), own, read);
  }

  async lastPosition(): Promise<number> {
    this.standing.assertOpen();
    return (await this.standing.committed.lastPosition()) + this.#own.inOrder.length;
  }

  async describeStream(stream: string): Promise<StreamDescription> {
    this.standing.assertOpen();
    return (await this.#describe([stream])).get(stream)!;
  }

  async listStreams(listing: StreamListing): Promise<readonly StreamDescription[]> {
    this.standing.assertOpen();
    const committed = (await this.standing.committed.listStreams(listing)).map(({ stream }) => stream);
    const wanted = listedStreams(committed, [...this.#own.streams, ...this.#changes.streams], listing);
    return [...(await this.#describe(wanted)).values()];
  }

  async #append(appends: readonly StreamAppend[], condition: AppendCondition | undefined): Promise<Appended> {
    const { reading } = this.standing;
    const streams = [...new Set(appends.map(({ stream }) => stream))];
    const known = this.#remembered(appends) ?? (await this.#describe(streams));
    const counted = new Map<string, number>();
    const expectations: Expectation[] = [];
    for (const { stream, expected, events } of appends) {
      const { version, isArchived } = known.get(stream)!;
      const before = counted.get(stream) ?? 0;
      assertExpected(stream, expected, version + before);
      if (events.length > 0 && isArchived) throw streamArchived(stream);
      if (expected !== 'any')
        expectations.push({ stream, expected, own: this.#own.countOf(stream) + before });
      counted.set(stream, before + events.length);
    }
    if (condition !== undefined) {
      const seen = await lastPosition(reading);
      await this.#assertUnseen(condition, seen);
      this.#conditions.push({ condition, seen });
    }
    this.standing.assertOpen();
    this.#expectations.push(...expectations);
    for (const { stream, events } of appends) this.#own.add(stream, events);
    return {
      position: undefined,
      versions: new Map(streams.map((stream) => [stream, known.get(stream)!.version + counted.get(stream)!])),
    };
  }

  /** What is remembered of the streams, where all of it is as expected; else only a look can tell. */
  #remembered(appends: readonly StreamAppend[]): ReadonlyMap<string, LastSeen> | undefined {
    const seen = new Map<string, LastSeen>();
    const counted = new Map<string, number>();
    for (const { stream, expected, events } of appends) {
      const remembered = this.#changes.has(stream) ? undefined : this.standing.rememberedVersion(stream);
      if (remembered === undefined) return undefined;
      const version = remembered + this.#own.countOf(stream);
      const before = counted.get(stream) ?? 0;
      if (!isExpected(expected, version + before)) return undefined;
      seen.set(stream, { version, isArchived: false });
      counted.set(stream, before + events.length);
    }
    return seen;
  }

  /** @param seen - last position that others have committed. */
  async #assertUnseen(condition: AppendCondition, seen: number): Promise<void> {
    const { failIfMatch, after = 0 } = condition;
    const committed = await firstMatch(this.standing.reading, failIfMatch, Math.min(after, seen));
    if (committed !== undefined) throw boundaryConflict(after, committed);
    this.#own.assertUnseen(condition, seen);
  }

  #change(change: StreamChange): void {
    this.standing.assertOpen();
    this.#changes.add(change);
    this.#staged.push(change);
  }

  async #describe(streams: readonly string[]): Promise<ReadonlyMap<string, StreamDescription>> {
    const known = await this.standing.describeStreams(streams);
    return new Map(
      [...known].map(([stream, description]) => [
        stream,
        this.#changes.applied(description, this.#own.countOf(stream)),
      ]),
    );
  }

  /** Own events that are not truncated, as they would be if they were committed now. */
  async #seen(): Promise<StoredEvent[]> {
    const head = await this.standing.committed.lastPosition();
    const known = await this.#describe(this.#own.streams);
    return this.#own
      .asStored(head, (stream) => known.get(stream)!.version - this.#own.countOf(stream))
      .filter(({ stream, version }) => version >= known.get(stream)!.firstVersion);
  }

  /** Committed events, without those that this transaction has truncated. */
  async #committed(read: FeedRead): Promise<StoredEvent[]> {
    const { committed } = this.standing;
    const first = new Map(
      [...(await this.#describe(this.#changes.streams))].map(([stream, { firstVersion }]) => [
        stream,
        firstVersion,
      ]),
    );
    return await keptOf(
      read,
      (page) => committed.readFeed(page),
      ({ stream, version }) => version >= (first.get(stream) ?? 0),
    );
  }
}
