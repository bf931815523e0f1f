import { deepStrictEqual, fail, strictEqual } from 'node:assert/strict';
import { DomainryError } from '@domainry/core';

export { strictEqual };

/** Fails unless both hold the same, whatever runtime realm their objects are of (Jest has one of its own). */
export function deepEqual(actual: unknown, expected: unknown): void {
  deepStrictEqual(plain(actual), plain(expected));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return Array.from(value, plain);
  if (value instanceof Date || Object.prototype.toString.call(value) === '[object Date]')
    return new Date(value as Date);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)]));
}

/** Fails unless something is refused with the error of a code. Gives that error. */
export async function rejects(
  code: string,
  attempt: Promise<unknown> | (() => Promise<unknown>),
): Promise<DomainryError> {
  try {
    await (typeof attempt === 'function' ? attempt() : attempt);
  } catch (error) {
    if (!DomainryError.is(error)) throw error;
    strictEqual(error.code, code);
    return error;
  }
  return fail(`Expected ${code}, and nothing was refused.`);
}
