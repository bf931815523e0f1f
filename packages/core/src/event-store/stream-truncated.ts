import { DomainryError } from '../errors/domainry-error.js';
import type { StoredEvent } from '../ports/event-store.js';

/**
 * Makes sure that the events of a page go on where a state ends: a state without those between would be another one.
 *
 * @param expected - version of the event that has to come next.
 * @throws DomainryError STREAM_TRUNCATED.
 */
export function requireNext(stream: string, expected: number, [first]: readonly StoredEvent[]): void {
  if (first === undefined || first.version === expected) return;
  throw new DomainryError(
    'STREAM_TRUNCATED',
    `The state of ${stream} cannot be built: its events begin with version ${first.version}, and no snapshot that can be read has those from version ${expected} on. Restore the events, or a snapshot of that state.`,
    { details: { stream, version: expected, found: first.version } },
  );
}
