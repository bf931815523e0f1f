import type { EventReader, EventWriter, NewEvent } from '../../../src/ports/event-store.js';
import { MemoryEvents } from '../../../src/adapters/memory/events.js';
import type { MemoryEventWriter } from '../../../src/adapters/memory/events-writer.js';

/** A life that never ends. */
const forever = { assertOpen: () => {} };

export function newEvents(): MemoryEvents {
  return new MemoryEvents(forever);
}

export function beginIn(events: MemoryEvents): MemoryEventWriter {
  return events.begin(forever);
}

/** An event of little content. */
export function event(
  id: string,
  tags: readonly string[] = [],
  type = 'Test.Happened.v1',
): NewEvent & { data: string } {
  return { id, type, time: 1, data: '{}', metadata: '{}', tags };
}

/** Does something in a transaction of its own. */
export async function inOne<Result>(
  events: MemoryEvents,
  work: (writer: EventWriter) => Promise<Result>,
): Promise<Result> {
  const writer = beginIn(events);
  const result = await work(writer);
  writer.prepare();
  writer.apply();
  return result;
}

/** Writes events to one stream, whatever its version. */
export async function written(events: MemoryEvents, stream: string, ...added: NewEvent[]): Promise<void> {
  await inOne(events, (writer) => writer.append([{ stream, expected: 'any', events: added }]));
}

/** Identities of all events of a stream. */
export async function eventsIn(events: EventReader, stream: string): Promise<string[]> {
  return (await events.readStream(stream, { limit: Infinity })).map(({ id }) => id);
}
