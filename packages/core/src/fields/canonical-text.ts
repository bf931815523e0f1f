import type { JsonValue } from '../errors/violation.js';

/** JSON text that is the same for the same data, whatever the order of its keys. */
export function canonicalText(data: JsonValue): string {
  return JSON.stringify(data, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  });
}
