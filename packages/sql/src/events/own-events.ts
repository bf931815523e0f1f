import {
  boundaryConflict,
  categoryOf,
  eventMatches,
  versionConflict,
  type AppendCondition,
  type ExpectedVersion,
  type FeedRead,
  type NewEvent,
  type StoredEvent,
  type StreamAppend,
  type StreamListing,
} from '@domainry/core/ports';

/** Larger than every version and position. */
export const endless: number = Number.MAX_SAFE_INTEGER;

/** The events of a transaction, which wait for its commit. */
export class OwnEvents {
  readonly #inOrder: { readonly stream: string; readonly event: NewEvent }[] = [];
  readonly #byStream = new Map<string, NewEvent[]>();

  get inOrder(): readonly { readonly stream: string; readonly event: NewEvent }[] {
    return this.#inOrder;
  }

  get streams(): readonly string[] {
    return [...this.#byStream.keys()];
  }

  add(stream: string, events: readonly NewEvent[]): void {
    if (events.length === 0) return;
    let known = this.#byStream.get(stream);
    if (known === undefined) this.#byStream.set(stream, (known = []));
    for (const event of events) {
      known.push(event);
      this.#inOrder.push({ stream, event });
    }
  }

  /** How many events a stream gets. */
  countOf(stream: string): number {
    return this.#byStream.get(stream)?.length ?? 0;
  }

  /**
   * Looks whether a condition finds one of them.
   *
   * @param seen - last position that was committed: those beyond it are of these events.
   * @param count - how many of them are looked at.
   * @throws BoundaryConflict.
   */
  assertUnseen(
    { failIfMatch, after = 0 }: AppendCondition,
    seen: number,
    count: number = this.#inOrder.length,
  ): void {
    for (let place = Math.max(after - seen, 0); place < count; place++) {
      if (eventMatches(failIfMatch, this.#inOrder[place]!.event))
        throw boundaryConflict(after, seen + 1 + place);
    }
  }

  /**
   * As they would be if they were committed now.
   *
   * @param head - last position that is committed.
   * @param versionOf - version of the last event of a stream that is committed; −1 without one.
   */
  asStored(head: number, versionOf: (stream: string) => number): StoredEvent[] {
    const versions = new Map<string, number>();
    return this.#inOrder.map(({ stream, event }, at) => {
      const version = (versions.get(stream) ?? versionOf(stream)) + 1;
      versions.set(stream, version);
      return { ...event, position: head + 1 + at, stream, version };
    });
  }
}

/** A copy: whoever appends may go on changing what he gave. */
export function copyOfAppend({ stream, expected, events }: StreamAppend): StreamAppend {
  return {
    stream,
    expected,
    events: events.map(({ id, type, time, data, metadata, tags }) => ({
      id,
      type,
      time,
      data,
      metadata,
      tags: [...tags],
    })),
  };
}

/** @param version - of the last event; −1 when there is none. */
export function isExpected(expected: ExpectedVersion, version: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'none') return version === -1;
  return expected === 'some' ? version !== -1 : version === expected;
}

/** @param version - of the last event; −1 when there is none. */
export function assertExpected(stream: string, expected: ExpectedVersion, version: number): void {
  if (!isExpected(expected, version))
    throw versionConflict(stream, expected, version === -1 ? undefined : version);
}

/** Whether a read of the feed wants an event, whatever its limit. */
export function isInFeed(
  { after, upTo = endless, backwards = false, category, query }: FeedRead,
  event: StoredEvent,
): boolean {
  const above = backwards ? 0 : (after ?? 0);
  const last = backwards ? Math.min(upTo, (after ?? endless) - 1) : upTo;
  return (
    event.position > above &&
    event.position <= last &&
    (category === undefined || categoryOf(event.stream) === category) &&
    (query === undefined || eventMatches(query, event))
  );
}

/** Committed events and own ones, in the order and number that a read wants. */
export function joined(
  committed: readonly StoredEvent[],
  own: readonly StoredEvent[],
  { backwards = false, limit }: { readonly backwards?: boolean; readonly limit: number },
): StoredEvent[] {
  const all = backwards ? [...own.toReversed(), ...committed] : [...committed, ...own];
  return all.slice(0, Math.max(limit, 0));
}

/**
 * Reads pages of committed events until there are as many as are wanted of those that are kept.
 *
 * @param isKept - false for those that the transaction has truncated.
 */
export async function keptOf(
  read: FeedRead,
  readFeed: (read: FeedRead) => readonly StoredEvent[] | Promise<readonly StoredEvent[]>,
  isKept: (event: StoredEvent) => boolean,
): Promise<StoredEvent[]> {
  let { after } = read;
  for (const kept: StoredEvent[] = []; ;) {
    const page = await readFeed(after === undefined ? read : { ...read, after });
    for (const event of page) if (isKept(event)) kept.push(event);
    if (page.length < read.limit || kept.length >= read.limit) return kept;
    after = page.at(-1)!.position;
  }
}

/** Names of streams in the order and number that a listing wants: those that are committed, and those of a transaction. */
export function listedStreams(
  committed: readonly string[],
  own: readonly string[],
  { after = '', limit, category }: StreamListing,
): string[] {
  const wanted = own.filter(
    (stream) => byBytes(stream, after) > 0 && (category === undefined || categoryOf(stream) === category),
  );
  return [...new Set([...committed, ...wanted])].sort(byBytes).slice(0, Math.max(limit, 0));
}

/** The order of texts by their bytes, which is that of databases. */
function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
