import type { validateSync } from 'class-validator';
import { DomainryError } from '../errors/domainry-error.js';
import type { ReportProblem } from '../errors/problem.js';
import type { AnyClass } from '../metadata.js';
import { adoptErrors } from './class-validator-errors.js';
import {
  inElementStorage,
  validationMetadataOf,
  rememberFields,
  validatorStorage,
} from './class-validator-storage.js';
import type { FieldDescriptor } from './field.js';
import type { Inspection } from './inspection.js';
import { loadedModule, providedPeer } from './peer.js';

/** Which constraints of class-validator are checked: all of them when nothing is said. */
export interface ValidationGroups {
  /** Only constraints of these groups. */
  readonly groups?: readonly string[];
  /** With `groups`: also constraints that belong to no group. */
  readonly always?: boolean;
  /** Without `groups`: no constraints that belong to one. */
  readonly strictGroups?: boolean;
}

/** Whether a value names groups as {@link ValidationGroups} does. */
export function areValidationGroups(value: unknown): value is ValidationGroups {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(([key, given]) => {
    if (key === 'groups') return Array.isArray(given) && given.every((group) => typeof group === 'string');
    return (key === 'always' || key === 'strictGroups') && typeof given === 'boolean';
  });
}

/** Checks a whole instance and tells the inspection what is wrong with it. */
export type ClassValidatorCheck = (instance: object, inspection: Inspection) => void;

/**
 * The check of the class-validator decorators on a class and the classes it extends; undefined when there are none.
 * Reports those that can never work here.
 */
export function classValidatorCheck(
  written: AnyClass,
  fields: readonly FieldDescriptor[],
  options: ValidationGroups,
  report: ReportProblem,
): ClassValidatorCheck | undefined {
  const storage = validatorStorage();
  if (storage === undefined) return undefined;
  const metadata = validationMetadataOf(storage, written);
  if (metadata.length === 0) return undefined;
  rememberFields(written, fields);
  const collections = fields.filter(({ kind }) => kind === 'hasMany').map(({ name }) => name);
  for (const { constraintCls, propertyName } of metadata) {
    if (constraintCls === undefined) continue;
    for (const { async, target, name } of storage.getTargetValidatorConstraints(constraintCls)) {
      if (!async && !isAsync(target)) continue;
      report(
        'ASYNC_VALIDATOR',
        `the constraint ${name ?? target.name} is asynchronous`,
        'Check it in a handler or a service, before the element is built: elements are built and changed synchronously.',
        propertyName,
      );
    }
  }
  let validate: typeof validateSync | undefined;
  return (instance, inspection) => {
    validate ??= requireValidate(written);
    const subject = withArrays(instance, collections);
    const errors = inElementStorage(() =>
      validate!(subject, {
        groups: [...(options.groups ?? [])],
        always: options.always ?? false,
        strictGroups: options.strictGroups ?? false,
      }),
    );
    adoptErrors(errors, subject, inspection);
  };
}

function isAsync(constraint: Function): boolean {
  const method: unknown = (constraint.prototype as { validate?: unknown } | undefined)?.validate;
  return method?.constructor.name === 'AsyncFunction';
}

/** @throws DomainryError PEER_MISSING when the library was loaded where it cannot be found. */
function requireValidate(cls: AnyClass): typeof validateSync {
  const library = providedPeer('class-validator') ?? loadedModule('class-validator');
  if (library !== undefined) return (library as { validateSync: typeof validateSync }).validateSync;
  throw new DomainryError(
    'PEER_MISSING',
    `${cls.name} has decorators of class-validator, but the library was loaded where it cannot be found, as in a bundle. Import '@domainry/core/class-validator' before the model.`,
    { details: { element: cls.name, library: 'class-validator' } },
  );
}

/** The library knows arrays and no collections of ours: it sees an instance that has arrays in their place. */
function withArrays(instance: object, collections: readonly string[]): object {
  if (collections.length === 0) return instance;
  const arrays = collections.map((name) => [name, [...(Reflect.get(instance, name) as Iterable<unknown>)]]);
  return Object.create(instance, Object.getOwnPropertyDescriptors(Object.fromEntries(arrays))) as object;
}
