import type {
  EventQuery,
  FeedRead,
  StoredEvent,
  StreamDescription,
  StreamListing,
  StreamRead,
} from '@domainry/core/ports';
import { endless, streamIn, type SqlSession } from '@domainry/sql';
import { archivedTables, arrayOf, currentTables, positionsOf, Values } from './event-query.js';
import { archivedColumns, eventColumns, eventIn, streamEventColumns, streamEventIn } from './stored-rows.js';

/** How many rows are asked for at most, as the server takes it. */
export function rowsWanted(limit: number): number {
  return Math.min(Math.max(limit, 0), endless);
}

/** @returns undefined when one of the events has no position yet. */
export async function readStream(
  session: SqlSession,
  stream: string,
  { from = 0, to = endless, backwards = false, includeArchived = false, limit }: StreamRead,
): Promise<StoredEvent[] | undefined> {
  const text = (includeArchived ? wholeStream : ofStream)[backwards ? 'backwards' : 'forwards'];
  const rows = await session.lists(text, [stream, from, to, rowsWanted(limit)]);
  const events: StoredEvent[] = [];
  for (const row of rows) {
    if (row[0] === null) return undefined;
    events.push(streamEventIn(stream, row));
  }
  return events;
}

const ofCurrent = `SELECT ${streamEventColumns} FROM domainry_events e
  WHERE e.stream = $1 AND e.version BETWEEN $2 AND $3 AND e.type <> ''`;
const ofStream = {
  forwards: `${ofCurrent} ORDER BY e.version LIMIT $4`,
  backwards: `${ofCurrent} ORDER BY e.version DESC LIMIT $4`,
};

/** A stream lies on one of both sides. One statement looks at both: it may be moved meanwhile. */
const ofWhole = `${ofCurrent} UNION ALL SELECT ${archivedColumns.replace(', a.stream', '')} FROM domainry_archived_events a
  WHERE a.stream = $1 AND a.version BETWEEN $2 AND $3 AND a.type <> ''`;
const wholeStream = {
  forwards: `${ofWhole} ORDER BY version LIMIT $4`,
  backwards: `${ofWhole} ORDER BY version DESC LIMIT $4`,
};

/** Positions have no gaps: so many events lie between two of them, and no plan has to find out which come first. */
async function readSection(session: SqlSession, read: FeedRead): Promise<StoredEvent[] | undefined> {
  const { after = 0, upTo = endless, backwards = false, limit } = read;
  const start = Math.max(after, 0);
  const first = backwards ? Math.max(start - limit, 1) : start + 1;
  const last = backwards ? Math.min(start - 1, upTo) : Math.min(start + limit, upTo);
  const rows = await session.lists(backwards ? sectionBackwards : sectionForwards, [first, last]);
  // It begins behind the last event of all: how far, only a look tells.
  if (backwards && rows.length < last - first + 1) return undefined;
  const events = rows.map(eventIn).filter(({ type }) => type !== '');
  // Where some were truncated, others have to take their places.
  return events.length < rows.length && rows.length >= limit ? undefined : events;
}

const ofSection = `SELECT ${eventColumns} FROM domainry_events e
  WHERE e.position BETWEEN $1::bigint AND $2::bigint
  UNION ALL SELECT ${archivedColumns} FROM domainry_archived_events a WHERE a.position BETWEEN $1::bigint AND $2::bigint
  ORDER BY position`;
const sectionForwards = ofSection;
const sectionBackwards = `${ofSection} DESC`;

/** Pages that are read by their positions; greater ones are no pages. */
const mostInSection = 100_000;

export async function readFeed(session: SqlSession, read: FeedRead): Promise<StoredEvent[]> {
  const isOfAll = read.category === undefined && (read.query === undefined || read.query.items.length === 0);
  const isPage = read.limit > 0 && read.limit <= mostInSection;
  const hasStart = read.backwards !== true || (read.after !== undefined && read.upTo === undefined);
  const section = isOfAll && isPage && hasStart ? await readSection(session, read) : undefined;
  return section ?? (await readMatching(session, read));
}

async function readMatching(session: SqlSession, read: FeedRead): Promise<StoredEvent[]> {
  const { category, query, backwards = false } = read;
  const values = new Values();
  const after = values.add(backwards ? 0 : (read.after ?? 0));
  const before = values.add(
    Math.min((read.upTo ?? endless - 1) + 1, backwards ? (read.after ?? endless) : endless),
  );
  const current = [`e.position > ${after} AND e.position < ${before} AND e.type <> ''`];
  const archived = [`a.position > ${after} AND a.position < ${before} AND a.type <> ''`];
  if (category !== undefined) {
    const named = values.add(category);
    current.push(`e.category = ${named}`);
    archived.push(`a.category = ${named}`);
  }
  if (query !== undefined && query.items.length > 0) {
    current.push(`e.position IN (${positionsOf(query, after, before, values, currentTables)})`);
    archived.push(`a.position IN (${positionsOf(query, after, before, values, archivedTables)})`);
  }
  const end = `${backwards ? ' DESC' : ''} LIMIT ${values.add(rowsWanted(read.limit))}`;
  const text = `(SELECT ${eventColumns} FROM domainry_events e
    WHERE ${current.join(' AND ')} ORDER BY e.position${end})
    UNION ALL (SELECT ${archivedColumns} FROM domainry_archived_events a
    WHERE ${archived.join(' AND ')} ORDER BY a.position${end}) ORDER BY position${end}`;
  return (await session.lists(text, values.all)).map(eventIn);
}

/** Position of the first event after another that a query means. */
export async function firstMatch(
  session: SqlSession,
  query: EventQuery,
  after: number,
): Promise<number | undefined> {
  const values = new Values();
  const beyond = values.add(after);
  const meant = itemsOf(query).map(
    ({ types, tags }) =>
      `domainry_first_match(${beyond}::bigint, ${values.texts(types)}, ${values.texts(tags)})`,
  );
  const [row] = await session.all(`SELECT least(${meant.join(', ')}) AS first`, values.all);
  const first = row!['first'] as string | null;
  return first === null ? undefined : Number(first);
}

/** What a query means, item by item; without items it means every event. */
export function itemsOf({
  items,
}: EventQuery): readonly { readonly types: readonly string[]; readonly tags: readonly string[] }[] {
  if (items.length === 0) return [{ types: [], tags: [] }];
  return items.map(({ types = [], tags = [] }) => ({ types: [...types], tags: [...tags] }));
}

export async function lastPosition(session: SqlSession): Promise<number> {
  const [row] = await session.all('SELECT position FROM domainry_head', []);
  return Number(row!['position']);
}

/** What is known of some streams, by their names. */
export async function describeStreams(
  session: SqlSession,
  streams: readonly string[],
): Promise<ReadonlyMap<string, StreamDescription>> {
  const rows = await session.all(streamsByName, [arrayOf(streams)]);
  const known = new Map(rows.map((row) => [row['stream'] as string, row]));
  return new Map(streams.map((stream) => [stream, streamIn(stream, known.get(stream))]));
}

/** One by one by the index: a plan for all at once goes through the whole table as long as the server takes it for small. */
const streamsByName = `SELECT s.stream, s.version, s.first_version, s.archived, s.metadata
  FROM unnest($1::text[]) AS wanted(name), LATERAL (SELECT * FROM domainry_streams WHERE stream = wanted.name OFFSET 0) s`;

export async function listStreams(
  session: SqlSession,
  { after = '', limit, category }: StreamListing,
): Promise<StreamDescription[]> {
  const values = new Values();
  const conditions = [`stream > ${values.add(after)}`];
  if (category !== undefined) conditions.push(`category = ${values.add(category)}`);
  const text = `SELECT * FROM domainry_streams WHERE ${conditions.join(' AND ')} ORDER BY stream LIMIT ${values.add(rowsWanted(limit))}`;
  return (await session.all(text, values.all)).map((row) => streamIn(row['stream'] as string, row));
}
