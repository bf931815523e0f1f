import type { JsonValue } from '../../errors/violation.js';
import { categoryOf } from '../../messages/stream-name.js';
import { eventMatches } from '../../ports/event-matches.js';
import type {
  AppendCondition,
  Appended,
  EventWriter,
  FeedRead,
  NewEvent,
  StoredEvent,
  StreamAppend,
  StreamDescription,
  StreamListing,
  StreamRead,
} from '../../ports/event-store.js';
import { describeStream, type EventsLog, type StreamTraits } from './events-log.js';
import { StagedEvents } from './events-staged.js';
import type { EventParticipant, Life } from './participant.js';

/** What one transaction does with events. What it reads is what is committed at that moment, and its own writes. */
export class MemoryEventWriter implements EventWriter, EventParticipant {
  #staged: StagedEvents;
  /** Revision of the log against which all that is staged was checked. */
  #checked: number;
  #position: number | undefined;
  #versions: ReadonlyMap<string, number> | undefined;

  constructor(
    private readonly log: EventsLog,
    private readonly life: Life,
  ) {
    this.#staged = new StagedEvents(log);
    this.#checked = log.revision;
  }

  /** Position of the last event it has committed; undefined before that, and when there was none. */
  get position(): number | undefined {
    return this.#position;
  }

  get versions(): ReadonlyMap<string, number> | undefined {
    return this.#versions;
  }

  async append(appends: readonly StreamAppend[], condition?: AppendCondition): Promise<Appended> {
    this.life.assertOpen();
    const copies = appends.map(copyOfAppend);
    this.#staged.add({
      kind: 'append',
      appends: copies,
      condition: condition && structuredClone(condition),
      seen: this.log.lastPosition,
    });
    const versions = new Map<string, number>();
    for (const { stream } of copies) versions.set(stream, this.#staged.versionOf(stream));
    return { position: undefined, versions };
  }

  async truncateBefore(stream: string, version: number): Promise<void> {
    this.#change(stream, (traits, last) => ({
      ...traits,
      firstVersion: Math.max(traits.firstVersion, Math.min(version, last + 1)),
    }));
  }

  async archive(stream: string): Promise<void> {
    this.#change(stream, (traits) => ({ ...traits, isArchived: true }));
  }

  async restore(stream: string): Promise<void> {
    this.#change(stream, (traits, last) => ({
      ...traits,
      isArchived: traits.isArchived && last >= 0 && traits.firstVersion > last,
    }));
  }

  async describe(stream: string, metadata: Readonly<Record<string, JsonValue>>): Promise<void> {
    const text = JSON.stringify(metadata);
    this.#change(stream, (traits) => ({ ...traits, metadata: text }));
  }

  async readStream(stream: string, read: StreamRead): Promise<readonly StoredEvent[]> {
    this.life.assertOpen();
    const own = this.#staged.byStream.get(stream);
    if (own === undefined) return this.log.readStream(stream, read);
    const { firstVersion, isArchived } = this.#staged.traitsOf(stream);
    if (isArchived && read.includeArchived !== true) return [];
    const within = { ...read, from: Math.max(read.from ?? 0, firstVersion), includeArchived: true };
    const mine = this.#ownEvents((event) => event.stream === stream).filter(
      ({ version }) => version >= within.from && version <= (read.to ?? Infinity),
    );
    return joined(this.log.readStream(stream, within), mine, read);
  }

  async readFeed(read: FeedRead): Promise<readonly StoredEvent[]> {
    this.life.assertOpen();
    const lowest = read.backwards === true ? 0 : (read.after ?? 0);
    const highest = Math.min(
      read.upTo ?? Infinity,
      read.backwards === true ? (read.after ?? Infinity) - 1 : Infinity,
    );
    const mine = this.#ownEvents(
      (event) =>
        event.position > lowest &&
        event.position <= highest &&
        (read.category === undefined || categoryOf(event.stream) === read.category) &&
        (read.query === undefined || eventMatches(read.query, event)),
    );
    return joined(this.#committed(read), mine, read);
  }

  async lastPosition(): Promise<number> {
    this.life.assertOpen();
    return this.log.lastPosition + this.#staged.events.length;
  }

  async describeStream(stream: string): Promise<StreamDescription> {
    this.life.assertOpen();
    return this.#describe(stream);
  }

  async listStreams(listing: StreamListing): Promise<readonly StreamDescription[]> {
    this.life.assertOpen();
    const own = [...this.#staged.byStream.keys()].filter(
      (stream) =>
        this.log.streams.find(stream) === undefined &&
        (listing.category === undefined || categoryOf(stream) === listing.category),
    );
    const { after, limit } = listing;
    const place = after === undefined ? -1 : own.indexOf(after);
    const committed = place === -1 ? this.log.list(listing).map(({ stream }) => stream) : [];
    return [...committed, ...own.slice(place + 1)].slice(0, limit).map((stream) => this.#describe(stream));
  }

  prepare(): void {
    if (this.#checked === this.log.revision) return;
    const staged = new StagedEvents(this.log);
    for (const write of this.#staged.writes) staged.add(write);
    this.#versions = new Map([...staged.byStream.keys()].map((stream) => [stream, staged.versionOf(stream)]));
    this.#staged = staged;
    this.#checked = this.log.revision;
  }

  apply(): void {
    this.#staged.applyTo(this.log);
    if (this.#staged.events.length > 0) this.#position = this.log.lastPosition;
  }

  #change(stream: string, change: (traits: StreamTraits, version: number) => StreamTraits): void {
    this.life.assertOpen();
    this.#staged.add({ kind: 'traits', stream, change });
  }

  #describe(stream: string): StreamDescription {
    return describeStream(stream, this.#staged.versionOf(stream), this.#staged.traitsOf(stream));
  }

  #ownEvents(isWanted: (event: StoredEvent) => boolean): StoredEvent[] {
    return this.#staged.events.flatMap((_, place) => {
      const event = this.#staged.eventAt(place);
      return event !== undefined && isWanted(event) ? event : [];
    });
  }

  /** Committed events, without those that this transaction has truncated. */
  #committed(read: FeedRead): StoredEvent[] {
    let after = read.after;
    for (const kept: StoredEvent[] = []; ;) {
      const page = this.log.readFeed(after === undefined ? read : { ...read, after });
      for (const event of page)
        if (event.version >= this.#staged.traitsOf(event.stream).firstVersion) kept.push(event);
      if (page.length < read.limit || kept.length >= read.limit) return kept;
      after = page.at(-1)!.position;
    }
  }
}

/** Committed events and own ones, in the order and number that a read wants. */
function joined(
  committed: readonly StoredEvent[],
  own: StoredEvent[],
  read: { readonly backwards?: boolean; readonly limit: number },
): StoredEvent[] {
  const all = read.backwards === true ? [...own.toReversed(), ...committed] : [...committed, ...own];
  return all.slice(0, Math.max(read.limit, 0));
}

function copyOfAppend({ stream, expected, events }: StreamAppend): StreamAppend {
  return { stream, expected, events: events.map(copyOf) };
}

function copyOf({ id, type, time, data, metadata, tags }: NewEvent): NewEvent {
  return { id, type, time, data, metadata, tags: tags.length === 0 ? noTags : Object.freeze([...tags]) };
}

const noTags: readonly string[] = Object.freeze([]);
