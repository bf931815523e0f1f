import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived, formatPath, type JsonValue, type Path } from '../errors/violation.js';

/**
 * The one JSON text of plain data, whatever order its keys came in: sorted by UTF-16 code units, no white space. After
 * RFC 8785.
 *
 * @throws DomainryError NOT_JSON for what JSON cannot hold.
 */
export function canonicalJson(value: JsonValue): string {
  try {
    return textOf(value, []);
  } catch (error) {
    if ((error as Error).name !== 'RangeError') throw error;
    throw new DomainryError(
      'NOT_JSON',
      'The data are nested too deeply, or hold themselves. Nest them less.',
    );
  }
}

function textOf(value: unknown, path: Path): string {
  switch (typeof value) {
    case 'string':
      // Half a surrogate pair is no text, and comes back as something else from a store.
      if (!/\p{Surrogate}/u.test(value)) return JSON.stringify(value);
      break;
    case 'boolean':
      return String(value);
    case 'number':
      if (Number.isFinite(value)) return JSON.stringify(value);
      break;
    case 'object':
      if (value === null) return 'null';
      if (Array.isArray(value))
        return `[${Array.from(value, (item: unknown, index) => textOf(item, [...path, index])).join()}]`;
      if (isPlain(value))
        return `{${Object.keys(value)
          .toSorted()
          .map((key) => `${JSON.stringify(key)}:${textOf(value[key], [...path, key])}`)
          .join()}}`;
      break;
    default:
  }
  throw new DomainryError(
    'NOT_JSON',
    `${path.length === 0 ? 'The data' : formatPath(path)} cannot be written as JSON: received ${String(describeReceived(value))}. Give texts, finite numbers, booleans, null, arrays and plain objects.`,
    { details: { path: [...path] } },
  );
}

function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
