import type { JsonValue } from '../../errors/violation.js';
import { categoryOf } from '../../messages/stream-name.js';
import type {
  EventQuery,
  FeedRead,
  NewEvent,
  StoredEvent,
  StreamDescription,
  StreamListing,
  StreamRead,
} from '../../ports/event-store.js';
import { EventColumns } from './events-columns.js';
import { EventNames } from './events-names.js';
import { candidates } from './events-search.js';

/** What is known of a stream beside its events; streams where nothing is have none. */
export interface StreamTraits {
  readonly firstVersion: number;
  readonly isArchived: boolean;
  /** As JSON text. */
  readonly metadata: string;
}

const plain: StreamTraits = Object.freeze({ firstVersion: 0, isArchived: false, metadata: '{}' });
const noTags: readonly string[] = Object.freeze([]);

/** The committed events with their indexes, and everything else that was committed about streams. */
export class EventsLog {
  readonly columns: EventColumns = new EventColumns();
  readonly streams: EventNames = new EventNames();
  readonly categories: EventNames = new EventNames();
  readonly types: EventNames = new EventNames();
  readonly tags: EventNames = new EventNames();
  readonly #ids = new Set<string>();
  /** By number of the category, the numbers of its streams. */
  readonly #members = new Map<number, number[]>();
  readonly #traits = new Map<number, StreamTraits>();
  #revision = 0;

  /** Grows whenever something is committed. */
  get revision(): number {
    return this.#revision;
  }

  get lastPosition(): number {
    return this.columns.count;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Version of the last event of a stream; −1 when there never was one. */
  versionOf(stream: string): number {
    const number = this.streams.find(stream);
    return number === undefined ? -1 : this.streams.positions.count(number) - 1;
  }

  traitsOf(stream: string): StreamTraits {
    const number = this.streams.find(stream);
    return (number === undefined ? undefined : this.#traits.get(number)) ?? plain;
  }

  append(stream: string, events: readonly NewEvent[]): void {
    this.#revision++;
    if (events.length === 0) return;
    const number = this.#addStream(stream);
    const category = this.categories.find(categoryOf(stream))!;
    let version = this.streams.positions.count(number);
    for (const event of events) {
      const type = this.types.add(event.type);
      const tags = event.tags.length === 0 ? [] : event.tags.map((tag) => this.tags.add(tag));
      this.columns.push(event, { stream: number, type, version: version++, tags });
      const position = this.columns.count;
      this.streams.positions.push(number, position);
      this.categories.positions.push(category, position);
      this.types.positions.push(type, position);
      for (const tag of tags) this.tags.positions.push(tag, position);
      this.#ids.add(event.id);
    }
  }

  /** Puts other traits in place of those a stream has; events before its first version are let go of. */
  setTraits(stream: string, traits: StreamTraits): void {
    this.#revision++;
    const number = this.#addStream(stream);
    const dropped = this.#traits.get(number)?.firstVersion ?? 0;
    this.#traits.set(number, traits);
    let version = dropped;
    for (const position of this.streams.positions.from(number, dropped, false)) {
      if (version++ >= traits.firstVersion) return;
      this.columns.drop(position);
    }
  }

  readStream(stream: string, read: StreamRead): StoredEvent[] {
    const number = this.streams.find(stream);
    if (number === undefined) return [];
    const { firstVersion, isArchived } = this.traitsOf(stream);
    if (isArchived && read.includeArchived !== true) return [];
    const first = Math.max(read.from ?? 0, firstVersion);
    const last = Math.min(read.to ?? Infinity, this.streams.positions.count(number) - 1);
    const count = Math.min(read.limit, last - first + 1);
    const found: StoredEvent[] = [];
    if (count <= 0) return found;
    const { positions } = this.streams;
    const wanted =
      read.backwards === true ? positions.from(number, last, true) : positions.slice(number, first, count);
    for (const position of wanted) {
      found.push(this.eventAt(position)!);
      if (found.length >= count) break;
    }
    return found;
  }

  readFeed(read: FeedRead): StoredEvent[] {
    const found: StoredEvent[] = [];
    if (read.limit <= 0) return found;
    for (const position of candidates(this, read)) {
      const event = this.eventAt(position);
      if (event !== undefined) found.push(event);
      if (found.length >= read.limit) break;
    }
    return found;
  }

  /** Position of the first event after a position that a query means. */
  firstMatch(query: EventQuery, after: number): number | undefined {
    for (const position of candidates(this, { query, after, limit: 1 }))
      if (this.columns.textAt(position, 0) !== undefined) return position;
    return undefined;
  }

  describe(stream: string): StreamDescription {
    return describeStream(stream, this.versionOf(stream), this.traitsOf(stream));
  }

  list({ after, limit, category }: StreamListing): StreamDescription[] {
    const found: StreamDescription[] = [];
    const last = after === undefined ? -1 : (this.streams.find(after) ?? Infinity);
    const members = category === undefined ? undefined : this.#membersOf(category);
    const count = members?.length ?? this.streams.size;
    let index = members === undefined ? last + 1 : firstAbove(members, last);
    for (; index < count && found.length < limit; index++)
      found.push(this.describe(this.streams.at(members === undefined ? index : members[index]!)));
    return found;
  }

  /** Undefined when the event was dropped. */
  eventAt(position: number): StoredEvent | undefined {
    const kept = this.columns.at(position);
    if (kept === undefined) return undefined;
    const { id, type, time, data, metadata, stream, version, hasTags } = kept;
    return {
      id,
      type: this.types.at(type),
      time,
      data,
      metadata,
      tags: hasTags ? this.#tagsAt(position) : noTags,
      position,
      stream: this.streams.at(stream),
      version,
    };
  }

  #tagsAt(position: number): string[] {
    return Array.from(this.columns.tagsAt(position), (tag) => this.tags.at(tag));
  }

  #membersOf(category: string): readonly number[] {
    const number = this.categories.find(category);
    return number === undefined ? [] : this.#members.get(number)!;
  }

  #addStream(stream: string): number {
    const known = this.streams.find(stream);
    if (known !== undefined) return known;
    const number = this.streams.add(stream);
    const category = this.categories.add(categoryOf(stream));
    const members = this.#members.get(category);
    if (members === undefined) this.#members.set(category, [number]);
    else members.push(number);
    return number;
  }
}

/** What is known of a stream, made from what is kept of it. */
export function describeStream(stream: string, version: number, traits: StreamTraits): StreamDescription {
  return {
    stream,
    version,
    firstVersion: traits.firstVersion,
    isArchived: traits.isArchived,
    metadata: JSON.parse(traits.metadata) as Record<string, JsonValue>,
  };
}

/** Index of the first number that is greater, in ascending ones. */
function firstAbove(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
