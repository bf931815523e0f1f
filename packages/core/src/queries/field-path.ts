import { DomainryError } from '../errors/domainry-error.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldDescriptor } from '../fields/field.js';
import { suggestName } from '../fields/suggest-name.js';
import type { NestedShape, Shape } from './shape.js';

/** Stored data of one element: keys are the names of its fields. */
export type StoredData = Readonly<Record<string, JsonValue>>;

/** The field a path leads to, and how its value is read. */
export interface FieldPath {
  /** The way to the field from its own element: its name. */
  readonly path: readonly string[];
  readonly descriptor: FieldDescriptor;
  /** What the field holds, when it is no single value. */
  readonly nested?: NestedShape;
  /** The value in stored form; null when it, or something on the way to it, is absent. */
  readonly read: (data: StoredData) => JsonValue;
}

/**
 * Follows a path of names of fields, through value objects and single children.
 *
 * @throws DomainryError QUERY_INVALID when there is no such field.
 */
export function followPath(shape: Shape, path: readonly string[]): FieldPath {
  const found = fieldOf(shape, path[0] ?? '');
  if (path.length <= 1) return found;
  const rest = path.slice(1);
  const { descriptor, nested, read } = found;
  if (nested === undefined || nested.kind === 'children' || nested.kind === 'valueObjects') {
    const held = nested === undefined ? 'one value' : 'many elements';
    throw invalidQuery(
      shape,
      `${shape.name}.${descriptor.name} holds ${held}, so that ${path.join('.')} leads nowhere. ${
        nested === undefined ? 'Compare the field itself.' : 'Ask for some, every or none of them.'
      }`,
      path,
    );
  }
  const inner = followPath(nested.shape(), rest);
  return {
    ...inner,
    path,
    read: (data) => {
      const held = read(data);
      return held === null ? null : inner.read(held as StoredData);
    },
  };
}

/** The path to a field of the element that a path leads to. */
export function pathFrom(prefix: readonly string[], { path }: FieldPath): readonly string[] {
  return prefix.length === 0 ? path : Object.freeze([...prefix, ...path]);
}

/** The error of a query that the fields of an element do not allow. */
export function invalidQuery(shape: Shape, message: string, path: readonly string[]): DomainryError {
  return new DomainryError('QUERY_INVALID', message, {
    details: { element: shape.name, path: [...path] },
  });
}

/** Fields that were asked for, by name: queries ask for the same few again and again. */
const known = new WeakMap<Shape, Map<string, FieldPath>>();

/**
 * A field by its name; the identity also by the name `id`.
 *
 * @throws DomainryError QUERY_INVALID when there is no such field.
 */
export function fieldOf(shape: Shape, name: string): FieldPath {
  let fields = known.get(shape);
  if (fields === undefined) known.set(shape, (fields = new Map()));
  let field = fields.get(name);
  if (field === undefined) fields.set(name, (field = findField(shape, name)));
  return field;
}

function findField(shape: Shape, name: string): FieldPath {
  const descriptor =
    shape.fields.find((field) => field.name === name) ??
    (name === 'id' ? shape.fields.find((field) => field.identifier) : undefined);
  if (descriptor === undefined) {
    const names = shape.fields.map((field) => field.name);
    const meant = suggestName(name, names);
    const fix = meant === undefined ? `Fields: ${names.join(', ')}.` : `Did you mean ${meant}?`;
    throw invalidQuery(shape, `${shape.name}.${name}: no such field. ${fix}`, [name]);
  }
  const own = descriptor.name;
  const nested = shape.nested.get(own);
  return Object.freeze({
    descriptor,
    path: Object.freeze([own]),
    ...(nested === undefined ? {} : { nested }),
    read: (data: StoredData) => data[own] ?? null,
  });
}
