import { DomainryError } from '../errors/domainry-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { AnyColumnCodec, ColumnKind } from '../fields/column-codec.js';
import type { FieldDescriptor } from '../fields/field.js';
import type { StoredData } from '../queries/field-path.js';
import type { NestedShape, Shape } from '../queries/shape.js';
import { orderOf, type ValueOrder } from '../queries/value-order.js';
import type { StateShape } from './state-store.js';
import type { ColumnMapping, TableMapping } from './table-mapping.js';

/** A codec with the field it is for. */
export interface FieldInColumn {
  readonly field: FieldDescriptor;
  readonly codec: AnyColumnCodec;
  /** For messages: `Account.limit.amount`. */
  readonly path: string;
}

/**
 * What lies in a column for a value.
 *
 * @throws DomainryError NOT_STORABLE when the codec fails, or would not give the value back.
 */
export function heldByCodec({ field, codec, path }: FieldInColumn, value: JsonValue): JsonValue {
  let held: JsonValue;
  let again: JsonValue | undefined;
  try {
    held = codec.toColumn(value as never);
    again = codec.fromColumn(held as never);
  } catch (error) {
    throw notHeld(
      path,
      codec.name,
      `fails: ${error instanceof Error ? error.message : String(error)}`,
      error,
    );
  }
  if (!isOfKind(codec.kind, held))
    throw notHeld(path, codec.name, `gives no value of the kind ${codec.kind} for the column`);
  if (!isSame(orderOf(field), again, value))
    throw notHeld(path, codec.name, 'gives another value back than it was given');
  return held;
}

/**
 * The value of what lies in a column.
 *
 * @throws DomainryError STORED_DATA_UNREADABLE when the codec fails, as with another key than it was written with.
 */
export function valueOfHeld({ codec, path }: FieldInColumn, held: JsonValue): JsonValue {
  let failure: unknown;
  try {
    const value: JsonValue | undefined = codec.fromColumn(held as never);
    if (value !== undefined && value !== null) return value;
  } catch (error) {
    failure = error;
  }
  throw new DomainryError(
    'STORED_DATA_UNREADABLE',
    `${path}: its codec ${codec.name} cannot read what is stored. Give the codec what it wrote with, or mend what is stored.`,
    { details: { path, codec: codec.name }, cause: failure },
  );
}

/** Whether what a codec gives for a value stands for that value, and no other. */
export function isHeldByCodec(column: FieldInColumn, value: JsonValue): boolean {
  try {
    heldByCodec(column, value);
    return true;
  } catch (error) {
    if (DomainryError.is(error, 'NOT_STORABLE')) return false;
    throw error;
  }
}

/**
 * A state as it comes back from columns, for stores that have none: what a codec cannot keep is refused by them as well, and what it
 * writes in another form, such as `1.5` as `1.50`, is in that form.
 *
 * @returns undefined when the shape has no codecs.
 */
export function throughCodecs(shape: StateShape): ((data: StoredData) => StoredData) | undefined {
  const { mapping } = shape;
  if (mapping === undefined) return undefined;
  let known = passages.get(shape);
  if (known === undefined) {
    known = {
      pass: passageOf(shape, { mapping, columns: mapping.columns, prefix: '', path: shape.name }, []),
    };
    passages.set(shape, known);
  }
  return known.pass;
}

type Pass = (data: StoredData) => StoredData;

const passages = new WeakMap<StateShape, { readonly pass: Pass | undefined }>();

interface Where {
  readonly mapping: TableMapping;
  readonly columns: ReadonlyMap<string, ColumnMapping>;
  readonly prefix: string;
  readonly path: string;
}

/** @param within - shapes around: one that holds itself has no codecs further in, as it is kept as JSON. */
function passageOf(shape: Shape, where: Where, within: readonly Shape[]): Pass | undefined {
  const parts: (readonly [name: string, pass: (value: JsonValue) => JsonValue])[] = [];
  for (const field of shape.fields) {
    const codec = where.columns.get(`${where.prefix}${field.name}`)?.codec;
    const path = `${where.path}.${field.name}`;
    if (codec !== undefined) {
      const column: FieldInColumn = { field, codec, path };
      parts.push([field.name, (value) => valueOfHeld(column, heldByCodec(column, value))]);
      continue;
    }
    const nested = shape.nested.get(field.name);
    const pass = nested && nestedPassage(field.name, nested, where, [...within, shape]);
    if (pass !== undefined) parts.push([field.name, pass]);
  }
  if (parts.length === 0) return undefined;
  return (data) => {
    const passed: Record<string, JsonValue> = { ...data };
    for (const [name, pass] of parts) {
      const value = data[name];
      if (value !== undefined && value !== null) passed[name] = pass(value);
    }
    return passed;
  };
}

function nestedPassage(
  name: string,
  { kind, shape }: NestedShape,
  { mapping, columns, prefix, path }: Where,
  within: readonly Shape[],
): ((value: JsonValue) => JsonValue) | undefined {
  const inner = shape();
  const isJson = columns.get(`${prefix}${name}`)?.json === true;
  if (within.includes(inner) || kind === 'valueObjects' || isJson) return undefined;
  const own = mapping.children.get(inner.name);
  const where: Where =
    kind === 'valueObject'
      ? { mapping, columns, prefix: `${prefix}${name}.`, path: `${path}.${name}` }
      : { mapping, columns: own?.columns ?? noColumns, prefix: '', path: `${path}.${name}` };
  const pass = passageOf(inner, where, within);
  if (pass === undefined) return undefined;
  if (kind !== 'children') return (value) => pass(value as StoredData);
  return (value) => (value as readonly StoredData[]).map(pass);
}

function isOfKind(kind: ColumnKind, held: JsonValue | undefined): boolean {
  switch (kind) {
    case 'integer':
      return Number.isSafeInteger(held);
    case 'real':
      return Number.isFinite(held);
    case 'exact':
      return Number.isSafeInteger(held) || (typeof held === 'string' && /^-?\d+(?:\.\d+)?$/.test(held));
    case 'text':
      return typeof held === 'string';
    case 'boolean':
      return typeof held === 'boolean';
    case 'json':
      return held !== undefined && held !== null;
  }
}

const noColumns: ReadonlyMap<string, ColumnMapping> = new Map();

function isSame(order: ValueOrder, one: JsonValue | undefined, other: JsonValue): boolean {
  if (one === undefined || one === null) return false;
  try {
    return order.key(one) === order.key(other);
  } catch {
    // What the codec gave is no value of the field at all.
    return false;
  }
}

function notHeld(path: string, codec: string, what: string, cause?: unknown): DomainryError {
  return new DomainryError(
    'NOT_STORABLE',
    `${path}: its codec ${codec} ${what}. Store a value that it can keep, or mend the codec: what toColumn gives, fromColumn has to lead back from.`,
    { details: { path, codec }, cause },
  );
}
