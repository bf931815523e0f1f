import type { EventQuery } from './event-store.js';

/** Whether a query means an event. */
export function eventMatches(
  query: EventQuery,
  event: { readonly type: string; readonly tags: readonly string[] },
): boolean {
  if (query.items.length === 0) return true;
  return query.items.some(
    ({ types = [], tags = [] }) =>
      (types.length === 0 || types.includes(event.type)) && tags.every((tag) => event.tags.includes(tag)),
  );
}
