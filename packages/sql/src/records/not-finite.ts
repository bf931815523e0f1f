import { DomainryError, type JsonValue } from '@domainry/core';

/** Thrown where a number is met that JSON cannot hold. Who knows what the number is of says so, by `explainNotFinite`. */
const notFinite = new RangeError('A number is not finite.');

/** @throws RangeError for NaN and infinite numbers. */
export function assertFinite(value: unknown): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw notFinite;
}

/** Whether an error is that of {@link assertFinite}. */
export function isNotFinite(error: unknown): boolean {
  return error === notFinite;
}

/**
 * What an error of writing a state means.
 *
 * @param subject - what is written: `Order o-1`.
 * @returns DomainryError NOT_STORABLE with the path of the number that is not finite; other errors as they are.
 */
export function explainNotFinite(error: unknown, subject: string, data: JsonValue): unknown {
  if (error !== notFinite) return error;
  const [path, value] = find(data, '')!;
  return new DomainryError(
    'NOT_STORABLE',
    `${subject}${path}: ${value} cannot be stored. Store a number that is finite, or nothing.`,
    { details: { path } },
  );
}

function find(value: JsonValue, path: string): readonly [path: string, value: number] | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : [path, value];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const found = find(item as JsonValue, `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
