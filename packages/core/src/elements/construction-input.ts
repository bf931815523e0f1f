import type { IsComputed, IsDefaulted, Unmarked } from '../fields/presence.js';
import type { ChildCollection } from '../fields/child-collection.js';
import type { InputOf, input } from './input-of.js';

type AnyFunction = (...args: never[]) => unknown;

/** Names of the fields of a class: what is no method, no `Computed` getter and no member of the base class. */
export type FieldNames<Self, Base> = {
  [Key in Exclude<keyof Self, keyof Base>]-?: Key extends symbol
    ? never
    : NonNullable<Self[Key]> extends AnyFunction
      ? never
      : IsComputed<Self[Key]> extends true
        ? never
        : Key;
}[Exclude<keyof Self, keyof Base>];

type MayBeAbsent<Property> = undefined extends Property
  ? true
  : null extends Property
    ? true
    : IsDefaulted<Property> extends true
      ? true
      : Property extends ChildCollection<unknown>
        ? true
        : false;

type OptionalNames<Self, Names extends keyof Self> = {
  [Key in Names]-?: MayBeAbsent<Self[Key]> extends true ? Key : never;
}[Names];

/**
 * What may be given for a property: for value objects and entities also the values to build one from, alone, in lists
 * and in dicts.
 */
export type InputValue<Property> =
  Property extends ChildCollection<infer Child>
    ? readonly (Child | InputOf<Child>)[]
    : IsElement<Property> extends true
      ? Property | InputOf<Property>
      : Property extends readonly (infer Item)[]
        ? IsElement<Item> extends true
          ? readonly (Item | InputOf<Item>)[]
          : Property
        : Property extends Readonly<Record<string, infer Item>>
          ? IsElement<Item> extends true
            ? Readonly<Record<string, Item | InputOf<Item>>>
            : Property
          : Property;

type IsElement<Property> = Property extends object
  ? typeof input extends keyof Property
    ? true
    : false
  : false;

/**
 * What the constructor of a class takes: an object with its fields. Fields that are optional, nullable, have a default
 * or are collections may be left out. The documentation of a field shows on its key.
 */
export type ConstructionInput<Self, Base> = unknown extends Self
  ? Readonly<Record<string, unknown>>
  : Flat<FieldInput<Self, Base>>;

/** Construction input of a class with an identity, which may be given. */
export type IdentifiedInput<Self, Base, Id> = unknown extends Self
  ? Readonly<Record<string, unknown>>
  : Flat<FieldInput<Self, Base> & IdentityInput<Id>>;

/** What may be given for the identity. */
export interface IdentityInput<Id> {
  /** The identity; generated when it is not given. */
  id?: Id | undefined;
}

type FieldInput<Self, Base> = RequiredInput<
  Self,
  Exclude<FieldNames<Self, Base>, OptionalNames<Self, FieldNames<Self, Base>>>
> &
  OptionalInput<Self, OptionalNames<Self, FieldNames<Self, Base>>>;

type RequiredInput<Self, Names extends keyof Self> = {
  -readonly [Name in keyof Pick<Self, Names>]: InputValue<Self[Name]>;
};

type OptionalInput<Self, Names extends keyof Self> = {
  -readonly [Name in keyof Pick<Self, Names>]?: InputValue<Unmarked<Self[Name]>> | undefined;
};

/** One object type in place of an intersection, so that editors show its keys and not how it was made. */
export type Flat<Type> = { [Key in keyof Type]: Type[Key] } & {};

/** A constructor's arguments: the input may be left out when every field may. */
export type ConstructionArguments<Input> = {} extends Input ? [input?: Input] : [input: Input];

/** What `with` takes: some of the values of the construction input. Undefined takes an optional value away. */
export type Changes<Input> = { [Key in keyof Input]?: Input[Key] } & {};
