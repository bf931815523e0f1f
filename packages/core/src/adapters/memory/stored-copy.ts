import { DomainryError } from '../../errors/domainry-error.js';
import { formatPath, type JsonValue } from '../../errors/violation.js';

/**
 * A frozen copy of plain data, as strict as JSON text: what JSON would drop or change is refused. Stored data shares
 * nothing with whoever wrote it, and being frozen it can be given out as it is.
 *
 * @throws DomainryError NOT_STORABLE.
 */
export function storedCopy<Data extends JsonValue>(subject: string, data: Data): Data {
  return copy(data, subject, []) as Data;
}

function copy(value: JsonValue | undefined, subject: string, path: (string | number)[]): JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value)) return value + 0;
      break;
    case 'object':
      if (value === null) return null;
      if (Array.isArray(value)) {
        return Object.freeze(value.map((item: JsonValue, index) => copyAt(item, subject, path, index)));
      }
      if (isRecord(value)) return copyRecord(value, subject, path);
      break;
    default:
  }
  throw new DomainryError(
    'NOT_STORABLE',
    `${subject}${path.length === 0 ? '' : `.${formatPath(path)}`}: ${typeof value === 'number' ? value : typeof value} cannot be stored. Store what JSON can hold.`,
    { details: { subject, path: [...path] } },
  );
}

function copyRecord(
  record: Readonly<Record<string, JsonValue>>,
  subject: string,
  path: (string | number)[],
): JsonValue {
  const copied: Record<string, JsonValue> = {};
  for (const key of Object.keys(record)) {
    const part = record[key];
    // An absent value is left out, as JSON leaves it out.
    if (part === undefined) continue;
    if (key === '__proto__') Object.defineProperty(copied, key, own(copyAt(part, subject, path, key)));
    else copied[key] = copyAt(part, subject, path, key);
  }
  return Object.freeze(copied);
}

function copyAt(
  part: JsonValue,
  subject: string,
  path: (string | number)[],
  step: string | number,
): JsonValue {
  // Most values need no place to be named.
  if (typeof part === 'string' || typeof part === 'boolean' || part === null) return part;
  path.push(step);
  const copied = copy(part, subject, path);
  path.pop();
  return copied;
}

function own(value: JsonValue): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true };
}

function isRecord(value: object): value is Readonly<Record<string, JsonValue>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
