import { categoryOf, type EventReader } from '@domainry/core/ports';
import { allEvents } from './all-events.js';

/** How many events there are of one type. */
export interface TypeCount {
  readonly type: string;
  readonly events: number;
  /** Characters of their payloads. */
  readonly size: number;
  /** ISO 8601, in UTC. */
  readonly first: string;
  readonly last: string;
}

/** What a database holds of events. */
export interface EventStats {
  readonly events: number;
  readonly lastPosition: number;
  /** The most frequent first. */
  readonly types: readonly TypeCount[];
  /** How many events and streams there are of each category, in alphabetical order. */
  readonly categories: readonly {
    readonly category: string;
    readonly events: number;
    readonly streams: number;
  }[];
}

/** Counts what is there; goes through all events, and keeps only counts and the names of streams. */
export async function statsOf(reader: EventReader): Promise<EventStats> {
  const types = new Map<string, { events: number; size: number; first: number; last: number }>();
  const categories = new Map<string, { events: number; streams: number }>();
  let events = 0;
  for await (const { type, stream, version, data, time } of allEvents(reader)) {
    events += 1;
    const known = types.get(type) ?? { events: 0, size: 0, first: time, last: time };
    known.events += 1;
    known.size += data.length;
    known.first = Math.min(known.first, time);
    known.last = Math.max(known.last, time);
    types.set(type, known);
    const category = categoryOf(stream);
    const counts = categories.get(category) ?? { events: 0, streams: 0 };
    counts.events += 1;
    // Each stream has one event that is its first.
    if (version === 0) counts.streams += 1;
    categories.set(category, counts);
  }
  return {
    events,
    lastPosition: await reader.lastPosition(),
    types: [...types]
      .map(([type, { first, last, ...counts }]) => ({
        type,
        ...counts,
        first: new Date(first).toISOString(),
        last: new Date(last).toISOString(),
      }))
      .sort((one, other) => other.events - one.events || (one.type < other.type ? -1 : 1)),
    categories: [...categories]
      .map(([category, counts]) => ({ category, ...counts }))
      .sort((one, other) => (one.category < other.category ? -1 : 1)),
  };
}
