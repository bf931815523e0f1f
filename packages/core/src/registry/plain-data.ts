import type { JsonValue } from '../errors/violation.js';

/** How deep values are followed; models are flat, and nothing may make a summary endless. */
const deepest = 20;

/**
 * A value as data that JSON can hold: instants, big integers and decimals as text, patterns by their source, sets as
 * arrays. Undefined for functions, symbols and what cannot be told.
 */
export function plainData(value: unknown, depth = 0): JsonValue | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : depth >= deepest ? undefined : plainObject(value, depth);
    default:
      return undefined;
  }
}

/** The entries of an object that can be told. */
export function plainRecord(record: object, depth = 0): Readonly<Record<string, JsonValue>> {
  const plain: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(record)) {
    const data = plainData(value, depth + 1);
    if (data !== undefined) plain[key] = data;
  }
  return plain;
}

function plainObject(value: object, depth: number): JsonValue | undefined {
  if (value instanceof RegExp) return value.source;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value) || value instanceof Set) {
    return Array.from(value as Iterable<unknown>, (item) => plainData(item, depth + 1) ?? null);
  }
  const { toJSON } = value as { toJSON?: unknown };
  if (typeof toJSON === 'function') return plainData(Reflect.apply(toJSON, value, []), depth + 1);
  return plainRecord(value, depth);
}
