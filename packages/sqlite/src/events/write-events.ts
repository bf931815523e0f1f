import { categoryOf, duplicateEvent, type NewEvent } from '@domainry/core/ports';
import type { SqliteConnection } from '../driver/connection.js';
import { kindOfError } from '../map-error.js';
import { writtenTags } from './stored-rows.js';

/**
 * Writes events behind the last one of their stream and of the store.
 *
 * @param version - of the last event of the stream; −1 when there is none.
 * @param position - of the last event of the store.
 * @param isArchiveKnown - whether there are archived events, whose identities are taken as well.
 * @throws DuplicateEvent.
 */
export function writeEvents(
  connection: SqliteConnection,
  stream: string,
  version: number,
  position: number,
  events: readonly NewEvent[],
  isArchiveKnown: boolean,
): void {
  const category = categoryOf(stream);
  let place = position;
  let last = version;
  for (const { id, type, time, data, metadata, tags } of events) {
    place += 1;
    last += 1;
    if (isArchiveKnown && connection.get(findArchived, id) !== undefined) throw duplicateEvent(id);
    try {
      connection.run(
        insertEvent,
        place,
        stream,
        last,
        category,
        id,
        type,
        time,
        data,
        metadata,
        writtenTags(tags),
      );
    } catch (error) {
      if (kindOfError(error) === 'SQLITE_CONSTRAINT' && connection.get(findEvent, id) !== undefined)
        throw duplicateEvent(id);
      throw error;
    }
    for (const tag of new Set(tags)) connection.run(insertTag, tag, place);
  }
  if (version === -1) connection.run(addStream, stream, category);
}

/** Whether any event is archived. */
export function hasArchive(connection: SqliteConnection): boolean {
  return connection.get('SELECT max(position) AS last FROM domainry_archived_events')!['last'] !== null;
}

const findArchived = 'SELECT 1 FROM domainry_archived_events WHERE id = ?';
const insertEvent =
  'INSERT INTO domainry_events (position, stream, version, category, id, type, time, data, metadata, tags) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
const insertTag = 'INSERT INTO domainry_event_tags (tag, position) VALUES (?, ?)';
const findEvent = 'SELECT 1 FROM domainry_events WHERE id = ?';
const addStream = 'INSERT OR IGNORE INTO domainry_stream_traits (stream, category) VALUES (?, ?)';
