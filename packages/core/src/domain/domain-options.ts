import { DomainryError } from '../errors/domainry-error.js';
import { suggestName } from '../fields/suggest-name.js';
import type { ContextRelationship, DomainDescription } from '../registry/domain-description.js';
import { areValidationGroups, type ValidationGroups } from '../fields/class-validator.js';

/** Options of a domain. */
export interface DomainOptions extends DomainDescription {
  /**
   * Identities of aggregates and entities that declare none: UUIDv7 strings (the default), integers, or whatever a
   * function gives.
   */
  readonly identity?: 'uuid' | 'integer' | (() => string);
  /**
   * Identities of events and commands: UUIDv7 strings (the default), which sort by time, or whatever a function gives. In
   * one database no two events have the same.
   */
  readonly messageIdentity?: () => string;
  /** Gives the time; the system's when absent. */
  readonly clock?: () => Date;
  /** Takes warnings, such as the use of deprecated events; `process.emitWarning` when absent. */
  readonly onWarning?: (message: string) => void;
  /**
   * Which constraints of class-validator are checked, in elements that do not say so themselves: all of them, unless
   * groups are named.
   */
  readonly validation?: ValidationGroups;
  /** `false` compiles classes without `new Function`. By itself that happens only where the runtime forbids it. */
  readonly codeGeneration?: boolean;
}

const known: Readonly<Record<keyof DomainOptions, (value: unknown) => boolean>> = {
  description: (value) => typeof value === 'string',
  owners: (value) => Array.isArray(value) && value.every((owner) => typeof owner === 'string'),
  classification: (value) => ['core', 'supporting', 'generic'].includes(value as string),
  relationships: (value) => Array.isArray(value) && value.every(isRelationship),
  identity: (value) => value === 'uuid' || value === 'integer' || typeof value === 'function',
  messageIdentity: (value) => typeof value === 'function',
  clock: (value) => typeof value === 'function',
  onWarning: (value) => typeof value === 'function',
  validation: (value) => areValidationGroups(value),
  codeGeneration: (value) => typeof value === 'boolean',
};

/** Refuses a name or options that are wrong. */
export function checkDomainOptions(name: string, options: DomainOptions): void {
  if (typeof name !== 'string' || !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) {
    throw wrong(
      String(name),
      'its name is not a word',
      'Give a name of letters, digits, - and _, such as Banking',
    );
  }
  for (const [option, value] of Object.entries(options)) {
    const isValid = Object.hasOwn(known, option) ? known[option as keyof DomainOptions] : undefined;
    if (isValid === undefined) {
      const meant = suggestName(option, Object.keys(known));
      throw wrong(
        name,
        `the option ${option} is unknown`,
        meant ? `Did you mean ${meant}?` : `Options: ${Object.keys(known).join(', ')}`,
      );
    }
    if (value !== undefined && !isValid(value))
      throw wrong(name, `the option ${option} has a value it cannot have`, `See DomainOptions.${option}`);
  }
}

const relationshipKeys = ['to', 'as', 'direction', 'description'];

function isRelationship(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { to, as, direction, description } = value as Partial<ContextRelationship>;
  return (
    Object.keys(value).every((key) => relationshipKeys.includes(key)) &&
    typeof to === 'string' &&
    typeof as === 'string' &&
    (direction === undefined || direction === 'upstream' || direction === 'downstream') &&
    (description === undefined || typeof description === 'string')
  );
}

/** What is said about the domain as a whole. */
export function descriptionIn({
  description,
  owners,
  classification,
  relationships,
}: DomainOptions): DomainDescription {
  return Object.freeze({
    ...(description === undefined ? {} : { description }),
    ...(owners === undefined ? {} : { owners: Object.freeze([...owners]) }),
    ...(classification === undefined ? {} : { classification }),
    ...(relationships === undefined
      ? {}
      : { relationships: Object.freeze(relationships.map((each) => Object.freeze({ ...each }))) }),
  });
}

function wrong(name: string, cause: string, fix: string): DomainryError {
  return new DomainryError('MODEL_INVALID', `The domain ${name} cannot be made: ${cause}. ${fix}.`, {
    details: { domain: name },
  });
}
