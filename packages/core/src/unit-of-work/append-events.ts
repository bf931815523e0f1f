import type { EventWriter, ExpectedVersion } from '../ports/event-store.js';
import type { PreparedEvent } from './event-recorder.js';
import type { RecordedEvent } from './persister.js';

/** Events for one stream. */
export interface EventBatch {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly PreparedEvent[];
}

/** Appends events to their streams, all or none; gives them with their versions, in order. */
export async function appendEvents(
  writer: EventWriter,
  batches: readonly EventBatch[],
): Promise<readonly RecordedEvent[]> {
  const due = batches.filter(({ events }) => events.length > 0);
  if (due.length === 0) return [];
  const { versions } = await writer.append(
    due.map(({ stream, expected, events }) => ({
      stream,
      expected,
      events: events.map(({ encoded }) => encoded),
    })),
  );
  return due.flatMap(({ stream, events }) => {
    const first = versions.get(stream)! - events.length + 1;
    return events.map(({ event, metadata }, index): RecordedEvent => ({
      event,
      metadata,
      stream,
      version: first + index,
    }));
  });
}
