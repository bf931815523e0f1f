import type {
  EventQuery,
  FeedRead,
  StoredEvent,
  StreamDescription,
  StreamListing,
  StreamRead,
} from '@domainry/core/ports';
import { endless, streamIn } from '@domainry/sql';
import type { SqliteConnection, SqliteValue } from '../driver/connection.js';
import { positionsOf } from './event-query.js';
import { eventColumns, eventIn } from './stored-rows.js';

export function readStream(
  connection: SqliteConnection,
  stream: string,
  { from = 0, to = endless, backwards = false, limit }: StreamRead,
): StoredEvent[] {
  const text = backwards ? streamBackwards : streamForwards;
  return connection.all(text, stream, from, to, Math.max(limit, 0)).map(eventIn);
}

const streamForwards = `SELECT ${eventColumns} FROM domainry_events WHERE stream = ? AND version BETWEEN ? AND ? AND type <> '' ORDER BY version LIMIT ?`;
const streamBackwards = `SELECT ${eventColumns} FROM domainry_events WHERE stream = ? AND version BETWEEN ? AND ? AND type <> '' ORDER BY version DESC LIMIT ?`;

export function readFeed(connection: SqliteConnection, read: FeedRead): StoredEvent[] {
  const { category, query, backwards = false } = read;
  const after = backwards ? 0 : (read.after ?? 0);
  const before = Math.min((read.upTo ?? endless - 1) + 1, backwards ? (read.after ?? endless) : endless);
  const conditions: string[] = [];
  const values: SqliteValue[] = [];
  if (category !== undefined) {
    conditions.push('category = ?');
    values.push(category);
  }
  if (query === undefined || query.items.length === 0) {
    conditions.push("position > ? AND position < ? AND type <> ''");
    values.push(after, before);
  } else {
    const meant = positionsOf(query, after, before);
    conditions.push(`position IN (${meant.text})`);
    values.push(...meant.values);
  }
  const text = `SELECT ${eventColumns} FROM domainry_events WHERE ${conditions.join(' AND ')} ORDER BY position${backwards ? ' DESC' : ''} LIMIT ?`;
  return connection.all(text, ...values, Math.max(read.limit, 0)).map(eventIn);
}

/** Position of the first event after another that a query means. */
export function firstMatch(
  connection: SqliteConnection,
  query: EventQuery,
  after: number,
): number | undefined {
  const { text, values } =
    query.items.length === 0
      ? { text: "SELECT position FROM domainry_events WHERE position > ? AND type <> ''", values: [after] }
      : positionsOf(query, after, endless);
  const row = connection.get(`SELECT min(position) AS first FROM (${text})`, ...values);
  return (row?.['first'] as number | null | undefined) ?? undefined;
}

export function lastPosition(connection: SqliteConnection): number {
  const row = connection.get('SELECT max(position) AS last FROM domainry_events');
  return (row?.['last'] as number | null | undefined) ?? 0;
}

export function describeStream(connection: SqliteConnection, stream: string): StreamDescription {
  return streamIn(stream, connection.get('SELECT * FROM domainry_streams WHERE stream = ?', stream));
}

export function listStreams(
  connection: SqliteConnection,
  { after = '', limit, category }: StreamListing,
): StreamDescription[] {
  const rows =
    category === undefined
      ? connection.all(
          'SELECT * FROM domainry_streams WHERE stream > ? ORDER BY stream LIMIT ?',
          after,
          Math.max(limit, 0),
        )
      : connection.all(
          'SELECT * FROM domainry_streams WHERE category = ? AND stream > ? ORDER BY stream LIMIT ?',
          category,
          after,
          Math.max(limit, 0),
        );
  return rows.map((row) => streamIn(row['stream'] as string, row));
}
