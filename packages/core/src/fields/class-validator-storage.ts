import type { MetadataStorage } from 'class-validator';
import { DomainryError } from '../errors/domainry-error.js';
import type { AnyClass } from '../metadata.js';
import { holdsElements } from './describe-field.js';
import type { FieldDescriptor } from './field.js';

/** The name under which class-validator keeps its metadata, one for all copies of the library. */
const key = 'classValidatorMetadataStorage';
const host = globalThis as { [key]?: MetadataStorage };

type ValidationMetadata = ReturnType<MetadataStorage['getTargetValidationMetadatas']>[number];
type ConstraintMetadata = ReturnType<MetadataStorage['getTargetValidatorConstraints']>[number];
type Constraint = ConstraintMetadata['instance'];

/** The library's metadata; undefined when no class has been decorated with it. */
export function validatorStorage(): MetadataStorage | undefined {
  return host[key];
}

/** Names of the fields that hold elements, by the class the user wrote. */
const heldBy = new WeakMap<Function, ReadonlySet<string>>();

/** Tells which fields an element has. */
export function rememberFields(written: AnyClass, fields: readonly FieldDescriptor[]): void {
  heldBy.set(written, new Set(fields.filter(holdsElements).map(({ name }) => name)));
}

/** What was said about a class and the classes it extends, of all groups. */
export function validationMetadataOf(storage: MetadataStorage, cls: AnyClass): readonly ValidationMetadata[] {
  return storage.getTargetValidationMetadatas(cls, '', true, false);
}

/**
 * Lets the library validate elements. It reads its metadata from one global place and takes no other, so while it runs
 * (synchronously) it finds there metadata that know elements:
 * - what was said about the class the user wrote is what holds for the finished class;
 * - elements in elements are left out: they were validated when they were built, and are at each change;
 * - a constraint that gives a promise is refused, where the library would let the value pass.
 */
export function inElementStorage<Result>(validate: () => Result): Result {
  const storage = host[key]!;
  host[key] = elementStorage(storage);
  try {
    return validate();
  } finally {
    host[key] = storage;
  }
}

/** Also maps each to itself, for elements that are built while others are validated. */
const adapted = new WeakMap<MetadataStorage, MetadataStorage>();

function elementStorage(storage: MetadataStorage): MetadataStorage {
  const known = adapted.get(storage);
  if (known !== undefined) return known;
  const own: Pick<MetadataStorage, 'getTargetValidationMetadatas' | 'getTargetValidatorConstraints'> = {
    getTargetValidationMetadatas: (cls, ...rest) => metadataForElement(storage, cls, rest),
    getTargetValidatorConstraints: (cls) => storage.getTargetValidatorConstraints(cls).map(synchronous),
  };
  const made = Object.assign(Object.create(storage) as MetadataStorage, own);
  adapted.set(storage, made).set(made, made);
  return made;
}

type Rest =
  Parameters<MetadataStorage['getTargetValidationMetadatas']> extends [unknown, ...infer Others]
    ? Others
    : never;

function metadataForElement(storage: MetadataStorage, cls: Function, rest: Rest): ValidationMetadata[] {
  const written = Object.getPrototypeOf(cls) as Function;
  const held = heldBy.get(written);
  if (held === undefined) return storage.getTargetValidationMetadatas(cls, ...rest);
  return storage
    .getTargetValidationMetadatas(written, ...rest)
    .filter(({ type, propertyName }) => type !== 'nestedValidation' || !held.has(propertyName));
}

function synchronous(metadata: ConstraintMetadata): ConstraintMetadata {
  const name = metadata.name ?? metadata.target.name;
  if (metadata.async) throw asynchronous(name);
  const { instance } = metadata;
  const guarded: Constraint = {
    validate: (value, given) => {
      const verdict = instance.validate(value, given);
      if (typeof verdict === 'boolean') return verdict;
      if (typeof (verdict as PromiseLike<boolean> | undefined)?.then !== 'function') return verdict;
      verdict.then(undefined, () => undefined);
      throw asynchronous(name);
    },
  };
  if (typeof instance.defaultMessage === 'function')
    guarded.defaultMessage = (given) => instance.defaultMessage!(given);
  return { target: metadata.target, name: metadata.name, async: false, instance: guarded };
}

function asynchronous(name: string): DomainryError {
  return new DomainryError(
    'ASYNC_VALIDATOR',
    `The constraint ${name} of class-validator is asynchronous. Elements are built and changed synchronously: check it in a handler or a service before.`,
    { details: { constraint: name } },
  );
}
