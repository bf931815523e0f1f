import type { JsonValue } from '../errors/violation.js';
import { holdsElements } from '../fields/describe-field.js';
import { isPlainObject } from '../fields/plain-object.js';
import type { AnyClass } from '../metadata.js';
import { Children } from './children.js';
import { modelOf, modelOfInstance } from './element.js';
import type { ElementModel } from './element-model.js';

/** Key under which a view carries the JSON of a value that only our own code can write. */
const encodedKey = 'domainry:encoded';

/** Gives the class that stands for an element class. */
export type TargetOf = (model: ElementModel) => AnyClass;

/** Writes an element whose class has a `toDict` of its own. */
export type WriteOwn = (instance: object) => JsonValue;

/**
 * An instance as class-transformer can read it: the fields are properties of its own, whose values are those a user
 * sees, elements in it are views again, and everything else (getters, methods) is that of the instance.
 */
export function viewOf(instance: object, targetOf: TargetOf, writeOwn: WriteOwn): object {
  const model = modelOfInstance(instance);
  const target = targetOf(model);
  const methods = new Map<PropertyKey, unknown>();
  const values = Object.create(model.cls.prototype as object) as Record<PropertyKey, unknown>;
  for (const [index, field] of model.fields.entries()) {
    const kept = (instance as Record<symbol, unknown>)[model.slots[index]!];
    if (kept === undefined) continue;
    const shown: unknown = Reflect.get(instance, field.name);
    const view = (element: object): unknown =>
      hasOwnToDict(element) ? carry(element, writeOwn(element)) : viewOf(element, targetOf, writeOwn);
    const value =
      kept === null
        ? null
        : holdsElements(field)
          ? viewOfHeld(shown, view)
          : carry(shown, field.rule.encode(kept));
    Object.defineProperty(values, field.name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return new Proxy(values, {
    get(own, key) {
      if (Object.hasOwn(own, key)) return own[key];
      if (key === 'constructor') return target;
      const member: unknown = Reflect.get(instance, key, instance);
      if (typeof member !== 'function') return member;
      // The library compares what it reads: the same method has to be the same function.
      if (!methods.has(key)) methods.set(key, member.bind(instance));
      return methods.get(key);
    },
  });
}

/** What class-transformer made of a view, as JSON. */
export function jsonOf(plain: unknown): JsonValue | undefined {
  switch (typeof plain) {
    case 'bigint':
      return String(plain);
    case 'object':
      return plain === null ? null : jsonOfObject(plain);
    case 'string':
    case 'boolean':
      return plain;
    case 'number':
      return Number.isFinite(plain) ? plain : null;
    default:
      return undefined;
  }
}

function jsonOfObject(plain: object): JsonValue | undefined {
  if (plain instanceof Date) return Number.isNaN(plain.getTime()) ? null : plain.toISOString();
  if (Array.isArray(plain)) return plain.map((item) => jsonOf(item) ?? null);
  if (Object.hasOwn(plain, encodedKey)) return jsonOf(Reflect.get(plain, encodedKey));
  const { toJSON } = plain as { toJSON?: unknown };
  if (typeof toJSON === 'function') return jsonOf(toJSON.call(plain));
  const entries = Object.entries(plain).flatMap(([key, value]): [string, JsonValue][] => {
    const json = jsonOf(value);
    return json === undefined ? [] : [[key, json]];
  });
  return Object.fromEntries(entries);
}

/** A class that overrides `toDict` is finished without one. */
function hasOwnToDict(element: object): boolean {
  return !Object.hasOwn(modelOfInstance(element).cls.prototype as object, 'toDict');
}

function viewOfHeld(held: unknown, view: (element: object) => unknown): unknown {
  if (typeof held !== 'object' || held === null) return held;
  if (modelOf(held.constructor) !== undefined) return view(held);
  if (Array.isArray(held) || held instanceof Children)
    return Array.from(held as Iterable<unknown>, (item) => viewOfHeld(item, view));
  return Object.fromEntries(Object.entries(held).map(([key, item]) => [key, viewOfHeld(item, view)]));
}

/** A value as the user sees it that knows its JSON, if it is one that only its field can write. */
function carry(shown: unknown, encoded: JsonValue): unknown {
  if (typeof shown === 'bigint') return shown;
  if (typeof shown !== 'object' || shown === null) return encoded;
  if (shown instanceof Date) return shown;
  if (Array.isArray(shown) && Array.isArray(encoded))
    return shown.map((item, index) => carry(item, (encoded as readonly JsonValue[])[index]!));
  if (isPlainObject(shown) && isPlainObject(encoded)) {
    const values = encoded as Record<string, JsonValue>;
    return Object.fromEntries(Object.entries(shown).map(([key, item]) => [key, carry(item, values[key]!)]));
  }
  return Object.create(shown, { [encodedKey]: { value: encoded, enumerable: true } }) as object;
}
