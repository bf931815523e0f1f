import type { Committed } from '../ports/database.js';
import type { RecordedEvent } from './persister.js';

/** Events of one commit, with the places that the commit gave them. */
export function placed(
  events: readonly RecordedEvent[],
  { position, versions }: Committed,
): readonly RecordedEvent[] {
  const known = versions === undefined ? events : withVersions(events, versions);
  if (position === undefined) return known;
  // Events of one transaction lie next to each other, the last one at the position of the commit.
  const first = position - events.length + 1;
  return known.map(({ event, metadata, stream, version }, index) => ({
    event,
    metadata,
    stream,
    version,
    position: first + index,
  }));
}

/** The last event of each stream has the version that is known of the stream, those before it the ones before that. */
function withVersions(
  events: readonly RecordedEvent[],
  versions: ReadonlyMap<string, number>,
): readonly RecordedEvent[] {
  const last = new Map(versions);
  return events
    .toReversed()
    .map((event) => {
      const version = last.get(event.stream) ?? event.version;
      last.set(event.stream, version - 1);
      return { event: event.event, metadata: event.metadata, stream: event.stream, version };
    })
    .toReversed();
}
