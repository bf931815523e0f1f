import type { NewEvent, StoredEvent } from '@domainry/core/ports';

/** An event to be written; what a check does not say is made up. */
export function newEvent(id: string, given: Partial<NewEvent> = {}): NewEvent {
  return {
    id,
    type: 'Conformance.Happened.v1',
    time: 1_800_000_000_000,
    data: `{"id":"${id}"}`,
    metadata: '{}',
    tags: [],
    ...given,
  };
}

export function newEvents(...ids: string[]): NewEvent[] {
  return ids.map((id) => newEvent(id));
}

/** What checks compare: where each event stands, as `Account-1@0 #1 a`. */
export function placesOf(events: readonly StoredEvent[]): string[] {
  return events.map(({ stream, version, position, id }) => `${stream}@${version} #${position} ${id}`);
}

export function idsOf(events: readonly { readonly id: string | number }[]): (string | number)[] {
  return events.map(({ id }) => id);
}
