import type { TransformerLibrary } from '../fields/class-transformer.js';
import { holdsElements } from '../fields/describe-field.js';
import type { FieldDescriptor } from '../fields/field.js';
import { lineage, type AnyClass } from '../metadata.js';
import { isWrittenByUser } from './base-classes.js';

/** A class that class-transformer can construct and fill. */
export type TransformerTarget = new () => object;

const targets = new WeakMap<AnyClass, TransformerTarget>();

/**
 * What class-transformer sees in place of a class: it has the decorators of the class, and instances without accessors
 * or checks. One is made for each class, when it is first needed.
 *
 * @param cls - the finished class.
 */
export function transformerTarget(
  { storage }: TransformerLibrary,
  cls: AnyClass,
  fields: readonly FieldDescriptor[],
): TransformerTarget {
  const known = targets.get(cls);
  if (known !== undefined) return known;
  const target = function target() {} as unknown as TransformerTarget;
  // The library looks for decorators along the constructors.
  Object.setPrototypeOf(target, cls);
  Object.defineProperty(target, 'name', { value: cls.name });
  standInForMembers(target.prototype as object, cls, fields);
  inheritClassDecorators(storage, cls, target);
  for (const { name } of fields.filter(holdsElements)) {
    // Elements in elements are written and read by their own classes, so their type says nothing here.
    storage.addTypeMetadata({
      target,
      propertyName: name,
      reflectedType: undefined,
      typeFunction: () => undefined,
      options: {},
    });
  }
  targets.set(cls, target);
  return target;
}

/** The library does not assign to methods and to getters without setter, if the class itself has them. */
function standInForMembers(prototype: object, cls: AnyClass, fields: readonly FieldDescriptor[]): void {
  for (const ancestor of lineage(cls).filter(isWrittenByUser)) {
    for (const name of Object.getOwnPropertyNames(ancestor.prototype)) {
      if (name === 'constructor' || fields.some((field) => field.name === name)) continue;
      Object.defineProperty(prototype, name, { get: () => undefined, configurable: true });
    }
  }
}

/** The library takes `@Expose()` and `@Exclude()` of a class from the class itself only. */
function inheritClassDecorators(
  storage: TransformerLibrary['storage'],
  cls: AnyClass,
  target: TransformerTarget,
): void {
  const written = Object.getPrototypeOf(cls) as AnyClass;
  for (const owner of [cls, written]) {
    if (storage._excludeMetadatas.get(owner)?.has(undefined))
      storage.addExcludeMetadata({ target, propertyName: undefined, options: {} });
    if (storage._exposeMetadatas.get(owner)?.has(undefined))
      storage.addExposeMetadata({ target, propertyName: undefined, options: {} });
  }
}
