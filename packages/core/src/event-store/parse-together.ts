import type { StoredEvent } from '../ports/event-store.js';
import type { StoredData } from './upcast-chain.js';

/** How many payloads are parsed at once: calling the parser costs as much as a small payload does. */
const together = 64;

const [opening, closing] = [123, 125];

/**
 * The payloads of many events. Undefined where one of them is not the JSON of an object, or may not be: each is to be looked at
 * by itself then, so that the one that is wrong can be named.
 */
export function parseTogether(all: readonly StoredEvent[]): readonly StoredData[] | undefined {
  const parsed: StoredData[] = [];
  for (let first = 0; first < all.length; first += together) {
    const last = Math.min(first + together, all.length);
    let text = '[';
    for (let index = first; index < last; index++) {
      const { data } = all[index]!;
      if (data.charCodeAt(0) !== opening || data.charCodeAt(data.length - 1) !== closing) return undefined;
      text += index === first ? data : `,${data}`;
    }
    const part = listIn(`${text}]`);
    // One text may hold two objects, and several texts one.
    if (part?.length !== last - first) return undefined;
    for (const data of part) parsed.push(data);
  }
  return parsed;
}

function listIn(json: string): readonly StoredData[] | undefined {
  try {
    // What begins with `{` and is an item of the list is an object.
    return JSON.parse(json) as readonly StoredData[];
  } catch {
    return undefined;
  }
}
