import type { JsonValue } from '@domainry/core';
import {
  boundaryConflict,
  categoryOf,
  streamArchived,
  type AppendCondition,
  type Appended,
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
  changedBy,
  copyOfAppend,
  endless,
  isInFeed,
  joined,
  keptOf,
  listedStreams,
  OwnEvents,
  StreamChanges,
  type StreamChange,
} from '@domainry/sql';
import type { SqliteConnection } from '../driver/connection.js';
import {
  describeStream,
  firstMatch,
  lastPosition,
  listStreams,
  readFeed,
  readStream,
} from './read-events.js';
import { putAside, putBack } from './move-stream.js';
import { hasArchive, writeEvents } from './write-events.js';

/** Where a transaction stands: what it may read from, and whether it may go on. */
export interface Standing {
  assertOpen(): void;
  /** Sees what is committed, and what the transaction has written so far. */
  readonly reading: SqliteConnection;
}

/** One thing that a transaction wants to write. */
type Write =
  | {
      readonly kind: 'append';
      readonly appends: readonly StreamAppend[];
      readonly condition: AppendCondition | undefined;
      /** Last position that was committed when it was asked for. */
      readonly seen: number;
      /** How many events the transaction had by then. */
      readonly before: number;
    }
  | { readonly kind: 'stream'; readonly change: StreamChange };

/**
 * Events wait here until the commit: so nobody has to wait for a transaction that has not written yet, and positions are
 * given in the order of commits. What is expected is looked at when it is asked for, to tell early, and again when it is written.
 */
export class SqliteEventWriter implements EventWriter {
  readonly #writes: Write[] = [];
  readonly #own = new OwnEvents();
  readonly #changes = new StreamChanges();

  constructor(private readonly standing: Standing) {}

  get isEmpty(): boolean {
    return this.#writes.length === 0;
  }

  async append(appends: readonly StreamAppend[], condition?: AppendCondition): Promise<Appended> {
    this.standing.assertOpen();
    const { reading } = this.standing;
    const copies = appends.map(copyOfAppend);
    const seen = condition === undefined ? 0 : lastPosition(reading);
    const before = this.#own.inOrder.length;
    const write: Write = {
      kind: 'append',
      appends: copies,
      condition: structuredClone(condition),
      seen,
      before,
    };
    const versions = new Map<string, number>();
    for (const { stream, expected, events } of copies) {
      const { version, isArchived } = this.#describe(stream);
      const last = versions.get(stream) ?? version;
      assertExpected(stream, expected, last);
      if (events.length > 0 && isArchived) throw streamArchived(stream);
      versions.set(stream, last + events.length);
    }
    if (condition !== undefined) this.#assertUnseen(reading, write, endless);
    for (const { stream, events } of copies) this.#own.add(stream, events);
    this.#writes.push(write);
    return { position: undefined, versions };
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
    const { reading } = this.standing;
    if (this.#own.countOf(stream) === 0 && !this.#changes.has(stream))
      return readStream(reading, stream, read);
    const { firstVersion, isArchived } = this.#describe(stream);
    if (isArchived && read.includeArchived !== true) return [];
    const from = Math.max(read.from ?? 0, firstVersion);
    const to = read.to ?? endless;
    const mine = this.#seen().filter(
      (event) => event.stream === stream && event.version >= from && event.version <= to,
    );
    return joined(readStream(reading, stream, { ...read, from, includeArchived: true }), mine, read);
  }

  async readFeed(read: FeedRead): Promise<readonly StoredEvent[]> {
    this.standing.assertOpen();
    const { reading } = this.standing;
    const mine = this.#seen().filter((event) => isInFeed(read, event));
    return joined(await this.#committed(reading, read), mine, read);
  }

  async lastPosition(): Promise<number> {
    this.standing.assertOpen();
    return lastPosition(this.standing.reading) + this.#own.inOrder.length;
  }

  async describeStream(stream: string): Promise<StreamDescription> {
    this.standing.assertOpen();
    return this.#describe(stream);
  }

  async listStreams(listing: StreamListing): Promise<readonly StreamDescription[]> {
    this.standing.assertOpen();
    const committed = listStreams(this.standing.reading, listing).map(({ stream }) => stream);
    const wanted = listedStreams(committed, [...this.#own.streams, ...this.#changes.streams], listing);
    return wanted.map((stream) => this.#describe(stream));
  }

  /**
   * Writes everything, in the transaction of a connection. Gives the position of the last event, if there was one, and the
   * versions that streams have come to.
   */
  flush(connection: SqliteConnection): {
    position: number | undefined;
    versions: ReadonlyMap<string, number>;
  } {
    const isAppending = this.#writes.some(({ kind }) => kind === 'append');
    const head = isAppending ? lastPosition(connection) : 0;
    const versions = new Map<string, number>();
    let position = head;
    let isArchiveKnown: boolean | undefined;
    for (const write of this.#writes) {
      if (write.kind === 'stream') {
        const known = describeStream(connection, write.change.stream);
        writeStream(connection, known, changedBy(known, write.change, known.version));
        continue;
      }
      if (write.condition !== undefined) this.#assertUnseen(connection, write, head);
      for (const { stream, expected, events } of write.appends) {
        const known = describeStream(connection, stream);
        assertExpected(stream, expected, known.version);
        if (events.length === 0) continue;
        if (known.isArchived) throw streamArchived(stream);
        isArchiveKnown ??= hasArchive(connection);
        writeEvents(connection, stream, known.version, position, events, isArchiveKnown);
        position += events.length;
        versions.set(stream, known.version + events.length);
      }
    }
    return { position: position > head ? position : undefined, versions };
  }

  /** @param head - last position that others have committed. */
  #assertUnseen(
    connection: SqliteConnection,
    { condition, seen, before }: Extract<Write, { kind: 'append' }>,
    head: number,
  ): void {
    const { failIfMatch, after = 0 } = condition!;
    const committed = firstMatch(connection, failIfMatch, Math.min(after, seen));
    if (committed !== undefined && committed <= head) throw boundaryConflict(after, committed);
    this.#own.assertUnseen(condition!, seen, before);
  }

  #change(change: StreamChange): void {
    this.standing.assertOpen();
    this.#changes.add(change);
    this.#writes.push({ kind: 'stream', change });
  }

  #describe(stream: string): StreamDescription {
    return this.#changes.applied(describeStream(this.standing.reading, stream), this.#own.countOf(stream));
  }

  /** Own events that are not truncated, as they would be if they were committed now. */
  #seen(): StoredEvent[] {
    const { reading } = this.standing;
    return this.#own
      .asStored(lastPosition(reading), (stream) => describeStream(reading, stream).version)
      .filter(({ stream, version }) => version >= this.#describe(stream).firstVersion);
  }

  /** Committed events, without those that this transaction has truncated. */
  async #committed(connection: SqliteConnection, read: FeedRead): Promise<readonly StoredEvent[]> {
    if (this.#changes.isEmpty) return readFeed(connection, read);
    return await keptOf(
      read,
      (page) => readFeed(connection, page),
      ({ stream, version }) => version >= this.#describe(stream).firstVersion,
    );
  }
}

function writeStream(
  connection: SqliteConnection,
  before: StreamDescription,
  { stream, firstVersion, isArchived, metadata }: StreamDescription,
): void {
  connection.run(
    // Not ON CONFLICT, which SQLite takes for tables only: tenants may see a view.
    'INSERT OR REPLACE INTO domainry_stream_traits (stream, category, first_version, archived, metadata) VALUES (?, ?, ?, ?, ?)',
    stream,
    categoryOf(stream),
    firstVersion,
    isArchived ? 1 : 0,
    JSON.stringify(metadata),
  );
  if (isArchived && !before.isArchived) putAside(connection, stream);
  if (!isArchived && before.isArchived) putBack(connection, stream);
  if (firstVersion > before.firstVersion) emptyBefore(connection, stream, firstVersion, isArchived);
}

function emptyBefore(
  connection: SqliteConnection,
  stream: string,
  version: number,
  isArchived: boolean,
): void {
  const [events, tags] = isArchived
    ? ['domainry_archived_events', 'domainry_archived_tags']
    : ['domainry_events', 'domainry_event_tags'];
  connection.run(
    `DELETE FROM ${tags} WHERE position IN
     (SELECT position FROM ${events} WHERE stream = ? AND version < ? AND tags <> '')`,
    stream,
    version,
  );
  connection.run(
    `UPDATE ${events} SET type = '', category = '', data = '', metadata = '', tags = ''
     WHERE stream = ? AND version < ? AND type <> ''`,
    stream,
    version,
  );
}
