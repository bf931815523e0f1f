import type { EventWriter, ExpectedVersion, StreamAppend } from '../ports/event-store.js';
import type { PreparedEvent } from './event-recorder.js';
import type { RecordedEvent } from './persister.js';

/** Events for one stream. */
export interface EventBatch {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly PreparedEvent[];
}

/** Appends events to their streams, all or none; gives them with their versions, in order. */
export function appendEvents(
  writer: EventWriter,
  batches: readonly EventBatch[],
): Promise<readonly RecordedEvent[]> {
  const due = batches.filter(({ events }) => events.length > 0);
  if (due.length === 0) return Promise.resolve(none);
  return writer.append(due.map(asAppend)).then(({ versions }) => asRecorded(due, versions));
}

function asAppend({ stream, expected, events }: EventBatch): StreamAppend {
  return { stream, expected, events: events.map(({ encoded }) => encoded) };
}

function asRecorded(
  batches: readonly EventBatch[],
  versions: ReadonlyMap<string, number>,
): readonly RecordedEvent[] {
  const recorded: RecordedEvent[] = [];
  for (const { stream, events } of batches) {
    let version = versions.get(stream)! - events.length;
    for (const { event, metadata } of events) recorded.push({ event, metadata, stream, version: ++version });
  }
  return recorded;
}

const none: readonly never[] = Object.freeze([]);
