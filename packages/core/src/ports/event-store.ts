import type { JsonValue } from '../errors/violation.js';

/** An event to be written. */
export interface NewEvent {
  /** Identity of the message, unique in the store. */
  readonly id: string;
  /** Stored name: `Banking.Deposited.v1`. */
  readonly type: string;
  /** When it happened, in milliseconds since the epoch. */
  readonly time: number;
  /** The payload: JSON text, or what a codec made of it. */
  readonly data: string;
  /** Everything else known of it, as JSON text. */
  readonly metadata: string;
  /** What it is about, beside its stream: `course:c1`. Consistency boundaries are drawn by them. */
  readonly tags: readonly string[];
}

/** An event as it was written. */
export interface StoredEvent extends NewEvent {
  /** 1-based place among all events of the store, without gaps, in the order of commits. */
  readonly position: number;
  /** Category and identity, joined by the first `-`: `Account-123`. */
  readonly stream: string;
  /** 0-based place in the stream, without gaps. */
  readonly version: number;
}

/**
 * What is expected of a stream when it is written to: the version of its last event, that it is empty or new (`none`),
 * that it has events (`some`), or nothing (`any`).
 */
export type ExpectedVersion = number | 'none' | 'some' | 'any';

/** Events for one stream. Without events it only asserts what is expected. */
export interface StreamAppend {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

/**
 * Which events are meant: those that match any item; an item is matched by an event of one of its types that has all of
 * its tags. Without types any type matches, without items every event does. After the DCB specification (dcb.events).
 */
export interface EventQuery {
  readonly items: readonly {
    readonly types?: readonly string[];
    readonly tags?: readonly string[];
  }[];
}

/** A dynamic consistency boundary: the append is refused when an event matches that was written after a position. */
export interface AppendCondition {
  readonly failIfMatch: EventQuery;
  /** Position up to which the writer has seen the events; 0 or absent: none. */
  readonly after?: number;
}

/** What an append came to. */
export interface Appended {
  /** Position of the last event of the store afterwards; in a transaction, undefined until it is committed. */
  readonly position: number | undefined;
  /** Version of the last event of each stream that was written to; −1 for one that is empty. */
  readonly versions: ReadonlyMap<string, number>;
}

/** Which part of a stream is read. */
export interface StreamRead {
  /** First version, inclusive; 0 when absent. */
  readonly from?: number;
  /** Last version, inclusive. */
  readonly to?: number;
  /** Latest first. */
  readonly backwards?: boolean;
  /** Whether events of a stream that was archived are read; else it looks as if it had none. */
  readonly includeArchived?: boolean;
  /** How many events at most. Readers that want all ask for page after page. */
  readonly limit: number;
}

/** Which part of all events is read. */
export interface FeedRead {
  /** Position after which reading begins (before which, when it goes backwards); the edge when absent. */
  readonly after?: number;
  /** Highest position, inclusive, whatever the direction. */
  readonly upTo?: number;
  readonly backwards?: boolean;
  readonly limit: number;
  /** Only streams of this category: `Account`. */
  readonly category?: string;
  readonly query?: EventQuery;
}

/** What is known of a stream as a whole. */
export interface StreamDescription {
  readonly stream: string;
  /** Version of the last event, also when it was truncated; −1 when there never was one. */
  readonly version: number;
  /** Version of the first event that can be read. */
  readonly firstVersion: number;
  readonly isArchived: boolean;
  readonly metadata: Readonly<Record<string, JsonValue>>;
}

/** Which streams are listed, in an order of the store's own that does not change. */
export interface StreamListing {
  /** Name of the last stream of the page before; the first page when absent. */
  readonly after?: string;
  readonly limit: number;
  /** Only streams of this category: `Account`. */
  readonly category?: string;
}

/** Reads events. What it gives is the caller's own: changing it changes nothing in the store. */
export interface EventReader {
  /** The events of a stream; none of one that is archived, unless they are asked for. */
  readStream(stream: string, read: StreamRead): Promise<readonly StoredEvent[]>;
  /** The events of all streams, archived ones as well: who reads on from a position skips nothing. */
  readFeed(read: FeedRead): Promise<readonly StoredEvent[]>;
  /** Position of the last event; 0 when there is none. */
  lastPosition(): Promise<number>;
  describeStream(stream: string): Promise<StreamDescription>;
  /** Streams that were ever written to, archived, truncated or described. */
  listStreams(listing: StreamListing): Promise<readonly StreamDescription[]>;
}

/**
 * Writes events inside a transaction. It reads its own writes; versions and positions it gives them before the commit
 * are those they would have if it committed now.
 */
export interface EventWriter extends EventReader {
  /**
   * Writes all events or none.
   *
   * @throws VersionConflict when a stream is not as expected; BoundaryConflict when the condition does not hold;
   *   DuplicateEvent when an identity is taken; StreamArchived.
   */
  append(appends: readonly StreamAppend[], condition?: AppendCondition): Promise<Appended>;
  /**
   * Makes events before a version unreadable, in the stream and in the feed. Versions and positions of others stay as
   * they are, and it cannot be undone.
   */
  truncateBefore(stream: string, version: number): Promise<void>;
  /**
   * Refuses further events, and puts those that there are aside, where they burden no index that others need. They keep
   * positions, versions and identities; the feed and conditions see them as before, and reads of the stream when asked to.
   */
  archive(stream: string): Promise<void>;
  /** Undoes {@link EventWriter.archive}. One of which every event was truncated stays as it is: its identity is not given again. */
  restore(stream: string): Promise<void>;
  /** Puts other metadata in place of what the stream has. */
  describe(stream: string, metadata: Readonly<Record<string, JsonValue>>): Promise<void>;
}
