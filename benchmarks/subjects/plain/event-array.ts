import type { EventStoreLike } from '../event-appends.js';

/** Each event as JSON text, in an array. */
export function newStore(): EventStoreLike {
  const texts: string[] = [];
  return {
    append(appends) {
      for (const { stream, events } of appends)
        for (const event of events)
          texts.push(JSON.stringify({ ...event, stream, position: texts.length + 1 }));
    },
  };
}
