import type { StoredEvent } from '@domainry/core/ports';
import type { SqliteRow } from '../driver/connection.js';

/** Columns of an event, in the order of reading. */
export const eventColumns = 'position, stream, version, id, type, time, data, metadata, tags';

const noTags: readonly string[] = Object.freeze([]);

/** Tags as they lie in a column; nothing for none, which most events have. */
export function writtenTags(tags: readonly string[]): string {
  return tags.length === 0 ? '' : JSON.stringify(tags);
}

/** The row itself, which nobody else has: its columns are what an event has, but for the tags. */
export function eventIn(row: SqliteRow): StoredEvent {
  const event = row as unknown as { tags: string | readonly string[] };
  event.tags = event.tags === '' ? noTags : (JSON.parse(event.tags as string) as string[]);
  return event as unknown as StoredEvent;
}
