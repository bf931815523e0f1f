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
import { archivedTables, currentTables, positionsOf, type QueriedTables } from './event-query.js';
import { eventColumns, eventIn } from './stored-rows.js';

export function readStream(
  connection: SqliteConnection,
  stream: string,
  { from = 0, to = endless, backwards = false, includeArchived = false, limit }: StreamRead,
): StoredEvent[] {
  const text = (includeArchived ? wholeStream : currentStream)[backwards ? 'backwards' : 'forwards'];
  const range = includeArchived ? [stream, from, to, stream, from, to] : [stream, from, to];
  return connection.all(text, ...range, Math.max(limit, 0)).map(eventIn);
}

const rangeOf = (events: string): string =>
  `SELECT ${eventColumns} FROM ${events} WHERE stream = ? AND version BETWEEN ? AND ? AND type <> ''`;
const currentStream = {
  forwards: `${rangeOf('domainry_events')} ORDER BY version LIMIT ?`,
  backwards: `${rangeOf('domainry_events')} ORDER BY version DESC LIMIT ?`,
};

/** A stream lies on one of both sides. One statement looks at both, since another process may move it meanwhile. */
const ofWhole = `${rangeOf('domainry_events')} UNION ALL ${rangeOf('domainry_archived_events')}`;
const wholeStream = {
  forwards: `${ofWhole} ORDER BY version LIMIT ?`,
  backwards: `${ofWhole} ORDER BY version DESC LIMIT ?`,
};

export function readFeed(connection: SqliteConnection, read: FeedRead): StoredEvent[] {
  const { category, query, backwards = false } = read;
  const after = backwards ? 0 : (read.after ?? 0);
  const before = Math.min((read.upTo ?? endless - 1) + 1, backwards ? (read.after ?? endless) : endless);
  const values: SqliteValue[] = [];
  const eventsIn = (tables: QueriedTables): string => {
    const conditions: string[] = [];
    if (category !== undefined) {
      conditions.push('category = ?');
      values.push(category);
    }
    if (query === undefined || query.items.length === 0) {
      conditions.push("position > ? AND position < ? AND type <> ''");
      values.push(after, before);
    } else {
      const meant = positionsOf(query, after, before, tables);
      conditions.push(`position IN (${meant.text})`);
      values.push(...meant.values);
    }
    return `SELECT ${eventColumns} FROM ${tables.events} WHERE ${conditions.join(' AND ')}`;
  };
  // What is archived has its place among the others.
  const text = `${eventsIn(currentTables)} UNION ALL ${eventsIn(archivedTables)} ORDER BY position${backwards ? ' DESC' : ''} LIMIT ?`;
  return connection.all(text, ...values, Math.max(read.limit, 0)).map(eventIn);
}

/** Position of the first event after another that a query means. */
export function firstMatch(
  connection: SqliteConnection,
  query: EventQuery,
  after: number,
): number | undefined {
  const meant = query.items.length === 0 ? { items: [{}] } : query;
  const parts = [currentTables, archivedTables].map((tables) => positionsOf(meant, after, endless, tables));
  const row = connection.get(
    `SELECT min(position) AS first FROM (${parts.map(({ text }) => text).join(' UNION ALL ')})`,
    ...parts.flatMap(({ values }) => values),
  );
  return (row?.['first'] as number | null | undefined) ?? undefined;
}

export function lastPosition(connection: SqliteConnection): number {
  const row = connection.get(findLast);
  return row!['last'] as number;
}

const findLast = `SELECT max(coalesce((SELECT max(position) FROM domainry_events), 0),
  coalesce((SELECT max(position) FROM domainry_archived_events), 0)) AS last`;

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
