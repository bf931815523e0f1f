import { DomainryError } from '../errors/domainry-error.js';
import type { Database } from '../ports/database.js';
import type { StreamDescription } from '../ports/event-store.js';
import type { Archived } from './archive-selection.js';

/** Which streams of a category are archived, as the store knows them. */
export interface StoredSelection {
  readonly category: string;
  /** In milliseconds since the epoch; Infinity for any. */
  readonly lastBefore: number;
  /** Stored names of the last event; undefined for any. */
  readonly endedBy: ReadonlySet<string> | undefined;
}

/** Streams that are asked for at once. */
const pageSize = 200;

/**
 * Archives the streams of a category that a selection means, one after the other, each for itself: where it ends in between,
 * the next call goes on.
 *
 * @param archive - archives a stream unless it has come to another version.
 */
export async function archiveStreams(
  { events }: Pick<Database, 'events'>,
  selection: StoredSelection,
  archive: (stream: StreamDescription) => Promise<void>,
): Promise<Archived> {
  const sums = { streams: 0, missed: 0 };
  for (let after: string | undefined; ;) {
    const page = await events.listStreams({
      limit: pageSize,
      category: selection.category,
      ...(after !== undefined && { after }),
    });
    for (const stream of page) {
      if (!(await isMeant(events, stream, selection))) continue;
      try {
        await archive(stream);
        sums.streams += 1;
      } catch (error) {
        if (!DomainryError.is(error, 'VERSION_CONFLICT')) throw error;
        sums.missed += 1;
      }
    }
    if (page.length < pageSize) return sums;
    after = page.at(-1)!.stream;
  }
}

/** Whether it goes by its last event, which has to be there still. */
async function isMeant(
  events: Database['events'],
  { stream, version, isArchived }: StreamDescription,
  { lastBefore, endedBy }: StoredSelection,
): Promise<boolean> {
  if (isArchived || version < 0) return false;
  const [last] = await events.readStream(stream, { from: version, to: version, limit: 1 });
  return last !== undefined && last.time < lastBefore && (endedBy === undefined || endedBy.has(last.type));
}
