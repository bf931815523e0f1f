import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived, formatPath, type JsonValue, type Path } from '../errors/violation.js';
import { hostileKeys, isPlainObject } from '../fields/plain-object.js';

/** What is added to what is known of a message, beyond what the framework knows. */
export type Extensions = Readonly<Record<string, JsonValue>>;

/** How deep values may be nested. */
const deepest = 20;

/**
 * What several enrichers give, as one frozen copy; later ones overwrite what former ones gave.
 *
 * @param given - what each gave; undefined for nothing.
 * @throws DomainryError EXTENSION_REFUSED for what JSON cannot hold, and for names that begin with `_`, which are the
 *   framework's.
 */
export function mergeExtensions(given: readonly unknown[]): Extensions {
  const merged: Record<string, JsonValue> = {};
  for (const extensions of given) {
    if (extensions === undefined || extensions === null) continue;
    if (!isPlainObject(extensions)) throw refused([], extensions, 'a plain object, or nothing');
    for (const key of Object.keys(extensions)) {
      if (key === '' || key.startsWith('_')) throw refused([key], key, 'a name that does not begin with _');
      merged[checkKey([], key)] = frozen(extensions[key], [key]);
    }
  }
  return Object.freeze(merged);
}

function frozen(value: unknown, path: Path): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value + 0;
  if (path.length > deepest) throw refused(path, value, `at most ${deepest} levels of nesting`);
  if (Array.isArray(value)) {
    // By position, so that holes are seen.
    return Object.freeze(Array.from(value, (each: unknown, index) => frozen(each, [...path, index])));
  }
  if (!isPlainObject(value)) throw refused(path, value, 'a value that JSON can hold');
  const copy: Record<string, JsonValue> = {};
  for (const key of Object.keys(value)) copy[checkKey(path, key)] = frozen(value[key], [...path, key]);
  return Object.freeze(copy);
}

function checkKey(path: Path, key: string): string {
  if (hostileKeys.has(key)) throw refused([...path, key], key, 'a name that does not reach into prototypes');
  return key;
}

function refused(path: Path, value: unknown, expected: string): DomainryError {
  const place = path.length === 0 ? 'What an enricher gave' : `The extension ${formatPath(path)}`;
  return new DomainryError(
    'EXTENSION_REFUSED',
    `${place} cannot be part of a message: expected ${expected}, received ${String(describeReceived(value))}.`,
    { details: { path: [...path] } },
  );
}
