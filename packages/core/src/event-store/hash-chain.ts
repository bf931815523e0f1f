import type { JsonValue } from '../errors/violation.js';
import { checksumOf } from '../messages/checksum.js';
import type { EventReader, NewEvent, StoredEvent } from '../ports/event-store.js';

/** Name of the member of an event's metadata that chains it to the event before. */
const member = 'chain';

/** What a chained event says of itself. */
export interface ChainLink {
  /** How the hash was made; named, so that another way can follow. */
  readonly method: 'sha256';
  /** Over everything the event holds, its place in the stream, and the hash of the event before. */
  readonly hash: string;
}

/**
 * Chains events to those their stream holds, so that nothing can be changed, taken out or put in afterwards without
 * every later hash being wrong. What it cannot show is a tail that was cut off, or a chain that was made anew from the
 * first change on: keep a hash elsewhere for that.
 *
 * @param version - of the last event of the stream; −1 when there is none.
 * @returns the events with the link in their metadata.
 */
export async function chainEvents(
  reader: EventReader,
  stream: string,
  version: number,
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> {
  let previous = await lastHash(reader, stream, version);
  const chained: NewEvent[] = [];
  for (const event of events) {
    const place = version + 1 + chained.length;
    const hash = hashOf({ ...event, stream, version: place }, previous);
    const link: ChainLink = { method: 'sha256', hash };
    const metadata = { ...(JSON.parse(event.metadata) as Record<string, JsonValue>), [member]: { ...link } };
    chained.push({ ...event, metadata: JSON.stringify(metadata) });
    previous = hash;
  }
  return chained;
}

/** The link of an event; undefined when it has none. */
export function chainLinkOf(event: Pick<StoredEvent, 'metadata'>): ChainLink | undefined {
  if (!event.metadata.includes(`"${member}"`)) return undefined;
  const link = (JSON.parse(event.metadata) as { readonly [member]?: Partial<ChainLink> })[member];
  return link?.method === 'sha256' && typeof link.hash === 'string' ? (link as ChainLink) : undefined;
}

/** The hash an event must have after one with another hash. It does not depend on how a store writes JSON. */
export function hashOf(
  { id, type, time, data, metadata, tags, stream, version }: Omit<StoredEvent, 'position'>,
  previous: string,
): string {
  const known = JSON.parse(metadata) as Record<string, JsonValue>;
  delete known[member];
  const place = { stream, version, previous };
  return checksumOf({ id, type, time, data: plain(data), metadata: known, tags: [...tags], ...place });
}

async function lastHash(reader: EventReader, stream: string, version: number): Promise<string> {
  if (version < 0) return '';
  const [last] = await reader.readStream(stream, { from: version, to: version, limit: 1 });
  // A stream may begin to be chained late, and its chain begins anew after what was truncated whole.
  return last === undefined ? '' : (chainLinkOf(last)?.hash ?? '');
}

/** What a codec wrote is no JSON, and taken as it is. */
function plain(data: string): JsonValue {
  try {
    return JSON.parse(data) as JsonValue;
  } catch {
    return data;
  }
}
