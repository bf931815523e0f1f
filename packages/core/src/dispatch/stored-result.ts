import { Decimal } from 'decimal.js';
import { modelOf } from '../elements/element.js';
import type { ElementModel } from '../elements/element-model.js';
import { storedFormOf } from '../elements/stored-form.js';
import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived, formatPath, type JsonValue, type Path } from '../errors/violation.js';

/** Kinds of value that JSON does not have, by the key that marks them in stored results. */
type Mark = '$date' | '$decimal' | '$bigint' | '$undefined' | '$element' | '$plain';

/**
 * Writes the result of a command so that it can be given again: plain data, dates, decimals, big integers, and elements that
 * never change. Undefined when there is none.
 *
 * @param label - the handler, for the error.
 * @throws DomainryError RESULT_NOT_STORABLE.
 */
export function writeResult(result: unknown, label: string): string | undefined {
  return result === undefined ? undefined : JSON.stringify(write(result, [], label, new Set()));
}

/**
 * Reads what {@link writeResult} wrote.
 *
 * @param findModel - gives the model of an element by its name; undefined when there is none any more.
 */
export function readResult(
  stored: string | undefined,
  findModel: (name: string) => ElementModel | undefined,
): unknown {
  return stored === undefined ? undefined : read(JSON.parse(stored) as JsonValue, findModel);
}

function write(value: unknown, path: Path, label: string, above: Set<object>): JsonValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return value;
  if (value === undefined) return { $undefined: true };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  if (value instanceof Date && !Number.isNaN(value.getTime())) return { $date: value.toISOString() };
  if (Decimal.isDecimal(value)) return { $decimal: value.toString() };
  if (typeof value !== 'object' || above.has(value)) throw notStorable(value, path, label);
  above.add(value);
  const written = writeObject(value, path, label, above);
  above.delete(value);
  return written;
}

function writeObject(value: object, path: Path, label: string, above: Set<object>): JsonValue {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => write(item, [...path, index], label, above));
  }
  const model = modelOf(value.constructor);
  if (model !== undefined && neverChanges.has(model.kind)) {
    return { $element: model.name, data: storedFormOf(model).write(value) };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw notStorable(value, path, label);
  const entries = Object.entries(value).map(
    ([key, member]) => [key, write(member, [...path, key], label, above)] as const,
  );
  const plain = Object.fromEntries(entries);
  return entries.some(([key]) => key.startsWith('$')) ? { $plain: plain } : plain;
}

const neverChanges: ReadonlySet<string> = new Set(['valueObject', 'event', 'command', 'query']);

function read(value: JsonValue, findModel: (name: string) => ElementModel | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => read(item, findModel));
  const marked = value as Readonly<Partial<Record<Mark | 'data', JsonValue>>>;
  if (marked.$undefined !== undefined) return undefined;
  if (marked.$bigint !== undefined) return BigInt(marked.$bigint as string);
  if (marked.$date !== undefined) return new Date(marked.$date as string);
  if (marked.$decimal !== undefined) return new Decimal(marked.$decimal as string);
  if (marked.$element !== undefined) {
    const model = findModel(marked.$element as string);
    // A class that is gone leaves its data.
    return model === undefined ? marked.data : storedFormOf(model).read(marked.data);
  }
  const plain = (marked.$plain ?? value) as Readonly<Record<string, JsonValue>>;
  return Object.fromEntries(Object.entries(plain).map(([key, member]) => [key, read(member, findModel)]));
}

function notStorable(value: unknown, path: Path, label: string): DomainryError {
  const where = path.length === 0 ? 'The result' : formatPath(['result', ...path]);
  return new DomainryError(
    'RESULT_NOT_STORABLE',
    `${where} of ${label} is ${String(describeReceived(value))}, which cannot be kept under the idempotency key, so nothing was saved. Give plain data, dates, decimals or value objects.`,
    { details: { handler: label, path: [...path] } },
  );
}
