import type { FieldMismatch } from './presence.js';

/** Says that something should no longer be used. */
export interface Deprecation {
  /** Version or date from which it is deprecated. */
  readonly since: string;
  /** Version or date at which it goes away. */
  readonly removal?: string;
  /** What to use instead. */
  readonly use?: string;
}

/**
 * Marks personal data, for later masking, export and erasure.
 *
 * `true` is the class `personal`; any other word is a class of the user's own, such as `contact` or `health`.
 */
export type PersonalData = true | string;

/** Options that every kind of field has. */
export interface FieldOptions<V> {
  /** The value must be given at construction and is always there. */
  readonly required?: boolean;
  /** Value when none is given; a function is called for each instance. */
  readonly default?: V | (() => V);
  /** `null` is a value of the field, and stands there when none is given. */
  readonly nullable?: boolean;
  /** No two aggregates of the class may have the same value; kept by the store. */
  readonly unique?: boolean;
  /** The field is the identity of its aggregate or entity. */
  readonly identifier?: boolean;
  /** Set at construction and never again. Identifiers always are. */
  readonly readOnly?: boolean;
  /** Own checks, run after all others: give `false` or a sentence when the value is refused, anything else when it is fine. */
  readonly validators?: readonly FieldValidator<V>[];
  /** What the field means, for the documentation. */
  readonly description?: string;
  /** Values as they may look, for documentation and schemas. Each must be a value of the field. */
  readonly examples?: readonly V[];
  /** Name in the store, when it is not the name of the property. */
  readonly storedAs?: string;
  /** Former names, accepted when stored messages and documents are read. */
  readonly renamedFrom?: string | readonly string[];
  /** Since when the field should not be used any more, and what to use instead. */
  readonly deprecated?: Deprecation | string;
  /** The value is personal data, of this class. */
  readonly personal?: PersonalData;
}

/**
 * A check of the user's own.
 *
 * @param value - a value that has passed the checks of its kind.
 * @returns a sentence what is expected (`'an even number'`) or `false` when the value is refused; `true` or nothing
 *   when it is fine. Must be synchronous; an error it throws counts as a refusal with the text of the error.
 */
export type FieldValidator<V> = (value: V) => boolean | string | void;

/**
 * The options handed to a field, when all of them are options of its kind; an unknown one is a compile error.
 * TypeScript does not look for unknown keys by itself where it infers the type of what is given.
 */
export type OnlyOptions<Given, Every> = Given &
  Every & {
    readonly [
      Name in Exclude<keyof Given, keyof Every> & string
    ]: FieldMismatch<`There is no option ${Name} here.`>;
  };
