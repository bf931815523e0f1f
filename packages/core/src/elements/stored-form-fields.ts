import { defaultOf } from '../fields/accept-field.js';
import type { FieldDescriptor } from '../fields/field.js';
import { Inspection, REJECTED } from '../fields/inspection.js';
import { suggestName } from '../fields/suggest-name.js';
import { admitTo } from './admit.js';
import { attach, type Child } from './attach.js';
import { Children } from './children.js';
import type { Changeable } from '../change/journal.js';
import type { ElementModel } from './element-model.js';
import { Unreadable } from './stored-form-unreadable.js';
import {
  isRecord,
  readPart,
  storedValueOf,
  type FormOf,
  type ReadingPlace,
  type StoredValue,
} from './stored-form-values.js';

/** What the keys of stored data are: the `names` of the fields, or the `stored` names of those that have one. */
export type StoredKeys = 'names' | 'stored';

/** One field of a class, as far as storing it is concerned. */
export interface StoredField {
  readonly descriptor: FieldDescriptor;
  readonly slot: symbol;
  /** Key it is written under. */
  readonly key: string;
  /** All keys it may be read from, in this order. */
  readonly keys: readonly string[];
  readonly value: StoredValue;
}

/** The fields of a class, as far as storing them is concerned. */
export function storedFieldsOf(
  model: ElementModel,
  keys: StoredKeys,
  formOf: FormOf,
): readonly StoredField[] {
  return model.fields.map((descriptor, index) => {
    const { name, storedAs, renamedFrom } = descriptor;
    const first = keys === 'names' ? [name, storedAs] : [storedAs, name];
    return {
      descriptor,
      slot: model.slots[index]!,
      key: first[0]!,
      keys: [...new Set([...first, ...renamedFrom])],
      value: storedValueOf(descriptor, formOf),
    };
  });
}

/** Whether nothing is written of the field when it has no value. */
export function isOptional({ presence, kind }: FieldDescriptor): boolean {
  return presence === 'optional' && kind !== 'hasMany';
}

/** Reads what is not simply there as a plain value: other kinds, other keys, absent values. */
export function readField(
  { descriptor, keys, value }: StoredField,
  data: Record<string, unknown>,
  place: ReadingPlace | undefined,
): unknown {
  // Own keys only: what is inherited was not stored.
  const key = keys.find((name) => Object.hasOwn(data, name) && data[name] !== undefined);
  const stored = key === undefined ? undefined : data[key];
  if (stored === undefined || stored === null) return absentValue(descriptor);
  return readPart(value, stored, descriptor.name, place);
}

/** Data of former versions lack fields that came later. */
function absentValue(field: FieldDescriptor): unknown {
  if (field.kind === 'hasMany') return [];
  if (field.presence === 'nullable') return null;
  if (field.presence === 'optional') return undefined;
  const missing = new Unreadable(
    'missing',
    'Give the field a default, make it optional, or add an upcaster that fills it in.',
    undefined,
  ).under(field.name);
  // A new identity at each reading would be none.
  if (field.presence === 'required' || field.identifier) throw missing;
  const kept = defaultOf(field, new Inspection(field.name, 'code'));
  if (kept === REJECTED || kept === undefined) throw missing;
  return kept;
}

/** @throws Unreadable when the data are no object. */
export function requireRecord(data: unknown): Record<string, unknown> {
  if (isRecord(data)) return data;
  throw new Unreadable('type', 'an object with the fields', data);
}

/** Refuses or drops each key that is no field. */
export function meetUnknownKeys(
  fields: readonly StoredField[],
  data: Record<string, unknown>,
  place: ReadingPlace | undefined,
): void {
  const known = new Set(fields.flatMap(({ keys }) => keys));
  for (const key of Object.keys(data)) {
    if (known.has(key) || data[key] === undefined) continue;
    if (place?.lenient === true) place.onDropped?.([...place.path, key]);
    else throw unknownKey(key, [...known]);
  }
}

function unknownKey(key: string, known: readonly string[]): Unreadable {
  const meant = key.length > 100 ? undefined : suggestName(key, known);
  const hint = meant === undefined ? '' : `Did you mean ${meant}? `;
  const fix = 'Add renamedFrom to the field that it became or an upcaster, or read leniently.';
  return new Unreadable('unknownKey', hint + fix, key).under(key);
}

/** Puts children that were read into a new collection of their parent. */
export function collectionOf(
  parent: object,
  field: FieldDescriptor,
  children: readonly object[],
): Children<object> {
  const collection = new Children<object>(parent, field.name, admitTo(parent, field));
  if (children.length > 0) Children.fill(collection, children);
  return collection;
}

/** Makes a child that was read, or none, part of its parent. */
export function attachRead(parent: object, field: FieldDescriptor, child: unknown): void {
  if (child !== undefined && child !== null) attach(child as Child, parent as Changeable, field.name, false);
}
