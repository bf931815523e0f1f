import type { EventReader, FeedRead, StoredEvent, StreamRead } from '@domainry/core/ports';

/** How many events are asked for at once. */
const pageSize = 500;

/**
 * Goes through the events of a database, page by page.
 *
 * @yields event after event, in bounded memory.
 */
export async function* allEvents(
  events: EventReader,
  range: Omit<FeedRead, 'limit'> = {},
): AsyncGenerator<StoredEvent, undefined> {
  for (let rest = range; ;) {
    const page = await events.readFeed({ ...rest, limit: pageSize });
    yield* page;
    if (page.length < pageSize) return;
    rest = { ...rest, after: page.at(-1)!.position };
  }
}

/**
 * Goes through one stream, whether it is archived or not.
 *
 * @yields event after event, in bounded memory.
 */
export async function* eventsIn(
  events: EventReader,
  stream: string,
  range: Omit<StreamRead, 'limit'> = {},
): AsyncGenerator<StoredEvent, undefined> {
  for (let rest = range; ;) {
    const page = await events.readStream(stream, { ...rest, includeArchived: true, limit: pageSize });
    yield* page;
    if (page.length < pageSize) return;
    const { version } = page.at(-1)!;
    rest = rest.backwards === true ? { ...rest, to: version - 1 } : { ...rest, from: version + 1 };
  }
}
