import type { JsonValue } from '../errors/violation.js';
import { modelOf as nestedModelOf } from '../fields/nested-rule.js';
import type { FieldDescriptor } from '../fields/field.js';
import { hostileKeys } from '../fields/plain-object.js';
import type { ElementModel } from './element-model.js';
import type { Children } from './children.js';
import { Unreadable, under } from './stored-form-unreadable.js';

/** How stored data are read. Without one, strictly. */
export interface StoredReading {
  /** Drops keys that no field has, instead of refusing them. */
  readonly lenient?: boolean;
  /** Takes the paths of the keys that were dropped: `['lines', 0, 'colour']`. */
  readonly onDropped?: (path: readonly (string | number)[]) => void;
}

/** What reading one message or state remembers on its way. */
export interface ReadingPlace extends StoredReading {
  /** The way to the element that is being read. */
  readonly path: (string | number)[];
}

/** Writes and reads elements of one class; throws {@link Unreadable}. */
export interface RawForm {
  write(instance: object): Record<string, JsonValue>;
  read(data: unknown, place: ReadingPlace | undefined): object;
  /** See {@link StoredForm.readText}. */
  readText(text: string): object | undefined;
}

/** Gives the form of a class that a field holds. */
export type FormOf = (model: ElementModel) => Pick<RawForm, 'write' | 'read'>;

/** How present values of one field are written and read. */
export interface StoredValue {
  /** Type of values that are kept just as JSON has them. */
  readonly plain?: PlainType;
  /** Whether it is one value that the rule of the field makes another one of. */
  readonly isEncoded?: boolean;
  write(kept: unknown): JsonValue;
  /** @throws Unreadable. */
  read(stored: unknown, place: ReadingPlace | undefined): unknown;
}

/** Types of JSON that values are kept in as they are; `scalar` for those that are texts or numbers. */
export type PlainType = 'string' | 'number' | 'boolean' | 'scalar';

/** How values of a field are stored. What a `hasMany` field reads is an array of children. */
export function storedValueOf(field: FieldDescriptor, formOf: FormOf): StoredValue {
  switch (field.kind) {
    case 'valueObject':
    case 'hasOne':
      return nestedValue(field, formOf);
    case 'hasMany':
      return childrenValue(nestedValue(field, formOf));
    case 'list':
      return listValue(storedValueOf(field.items!, formOf));
    case 'dict':
      return dictValue(storedValueOf(field.items!, formOf));
    default:
      return field.rule.restore === undefined ? plainValue(field) : encodedValue(field);
  }
}

/** Whether a value of JSON has a plain type. */
function hasPlainType(value: unknown, type: PlainType): boolean {
  return type === 'scalar' ? typeof value === 'string' || typeof value === 'number' : typeof value === type;
}

function plainValue({ rule }: FieldDescriptor): StoredValue {
  const { type } = rule.schema();
  const plain =
    type === 'integer' || type === 'number'
      ? 'number'
      : type === 'string' || type === 'boolean'
        ? type
        : 'scalar';
  const expected = plain === 'scalar' ? 'a text or a number' : `a ${plain === 'string' ? 'text' : plain}`;
  return {
    plain,
    write: (kept) => kept as JsonValue,
    read: (stored) => {
      if (hasPlainType(stored, plain)) return stored;
      throw new Unreadable('type', expected, stored);
    },
  };
}

function encodedValue({ rule }: FieldDescriptor): StoredValue {
  const restore = rule.restore!;
  return {
    isEncoded: true,
    write: (kept) => rule.encode(kept),
    read: (stored) => {
      try {
        return restore(stored);
      } catch (error) {
        throw new Unreadable('type', error instanceof Error ? error.message : String(error), stored);
      }
    },
  };
}

function nestedValue({ target }: FieldDescriptor, formOf: FormOf): StoredValue {
  let form: ReturnType<FormOf> | undefined;
  // The class may be registered after the one that holds it.
  const get = (): ReturnType<FormOf> => (form ??= formOf(nestedModelOf(target!) as ElementModel));
  return {
    write: (kept) => get().write(kept as object),
    read: (stored, place) => get().read(stored, place),
  };
}

function childrenValue(child: StoredValue): StoredValue {
  return {
    write: (kept) => (kept as Children<object>).toArray().map((each) => child.write(each)),
    read: (stored, place) => readItems(child, stored, place),
  };
}

function listValue(item: StoredValue): StoredValue {
  return {
    write: (kept) =>
      item.plain === undefined
        ? (kept as readonly unknown[]).map((each) => item.write(each))
        : (kept as readonly JsonValue[]),
    read: (stored, place) => Object.freeze(readItems(item, stored, place)),
  };
}

function readItems(item: StoredValue, stored: unknown, place: ReadingPlace | undefined): unknown[] {
  if (!Array.isArray(stored)) throw new Unreadable('type', 'an array', stored);
  return Array.from(stored, (each, index) => readPart(item, each, index, place));
}

function dictValue(item: StoredValue): StoredValue {
  return {
    write: (kept) =>
      Object.fromEntries(
        Object.entries(kept as Record<string, unknown>).map(([key, each]) => [key, item.write(each)]),
      ),
    read: (stored, place) => {
      if (!isRecord(stored)) throw new Unreadable('type', 'an object', stored);
      const kept = Object.create(null) as Record<string, unknown>;
      for (const key of Object.keys(stored)) {
        if (hostileKeys.has(key))
          throw new Unreadable('type', 'a key that reaches into no prototype', key).under(key);
        kept[key] = readPart(item, stored[key], key, place);
      }
      return Object.freeze(kept);
    },
  };
}

/** Whether stored data are an object, as elements are stored as. */
export function isRecord(stored: unknown): stored is Record<string, unknown> {
  return typeof stored === 'object' && stored !== null && !Array.isArray(stored);
}

/** Reads something inside something else, and says where when it cannot be read. */
export function readPart(
  value: StoredValue,
  stored: unknown,
  step: string | number,
  place: ReadingPlace | undefined,
): unknown {
  place?.path.push(step);
  try {
    return value.read(stored, place);
  } catch (error) {
    throw under(error, step);
  } finally {
    place?.path.pop();
  }
}
