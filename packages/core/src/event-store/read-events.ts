import type { EventReader, FeedRead, StoredEvent, StreamRead } from '../ports/event-store.js';

/** Events asked for at once when nothing else was said. */
export const defaultPageSize = 1000;

/** How much is asked for at once. Says nothing about how much is given. */
export interface Paging {
  readonly pageSize?: number;
}

/** Which part of a stream is read, to its end. */
export type StreamRange = Omit<StreamRead, 'limit'> & Paging;

/** Which part of all events is read, to its end. */
export type FeedRange = Omit<FeedRead, 'limit'> & Paging;

/**
 * Goes through a stream to its end, page by page.
 *
 * @yields event after event, in bounded memory.
 */
export async function* streamEvents(
  reader: EventReader,
  stream: string,
  range: StreamRange = {},
): AsyncGenerator<StoredEvent, undefined> {
  for await (const page of streamPages(reader, stream, range)) yield* page;
}

/** All events of a stream or of a part of it. Never cut off, however many there are. */
export async function readWholeStream(
  reader: EventReader,
  stream: string,
  range: StreamRange = {},
): Promise<readonly StoredEvent[]> {
  const pages: (readonly StoredEvent[])[] = [];
  for await (const page of streamPages(reader, stream, range)) pages.push(page);
  return pages.length === 1 ? pages[0]! : pages.flat();
}

/**
 * Goes through the feed to its end, or through the events of a category or query.
 *
 * @yields event after event, in bounded memory; also those that are written meanwhile, unless `upTo` ends it.
 */
export async function* feedEvents(
  reader: EventReader,
  range: FeedRange = {},
): AsyncGenerator<StoredEvent, undefined> {
  for await (const page of feedPages(reader, range)) yield* page;
}

/**
 * Goes through a stream to its end.
 *
 * @yields pages that are not empty.
 */
export async function* streamPages(
  reader: EventReader,
  stream: string,
  { pageSize = defaultPageSize, ...range }: StreamRange,
): AsyncGenerator<readonly StoredEvent[], undefined> {
  for (let rest = range; ;) {
    const page = await reader.readStream(stream, { ...rest, limit: pageSize });
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    const { version } = page.at(-1)!;
    rest = rest.backwards === true ? { ...rest, to: version - 1 } : { ...rest, from: version + 1 };
  }
}

/**
 * Goes through the feed to its end.
 *
 * @yields pages that are not empty.
 */
export async function* feedPages(
  reader: EventReader,
  { pageSize = defaultPageSize, ...range }: FeedRange,
): AsyncGenerator<readonly StoredEvent[], undefined> {
  for (let rest = range; ;) {
    const page = await reader.readFeed({ ...rest, limit: pageSize });
    if (page.length > 0) yield page;
    if (page.length < pageSize) return;
    rest = { ...rest, after: page.at(-1)!.position };
  }
}
