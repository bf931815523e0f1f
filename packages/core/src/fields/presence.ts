import type { ChildCollection } from './child-collection.js';

declare const defaulted: unique symbol;
declare const computed: unique symbol;

/**
 * The type of a field with a default: a plain `V` to read and assign, optional at construction.
 *
 * @example
 * ```ts fragment
 * @field.float({ default: 0 }) overdraftLimit!: Defaulted<number>;
 * ```
 */
export type Defaulted<V> = V & DefaultedMark<V>;

/** The mark of {@link Defaulted}. It has a name so that the compiler can write declarations of what returns such values. */
export interface DefaultedMark<V> {
  readonly [defaulted]?: readonly [V];
}

/**
 * The type of a getter that derives its value: it is no field, so construction does not ask for it.
 *
 * @example
 * ```ts fragment
 * get available(): Computed<number> { return this.balance + this.overdraftLimit; }
 * ```
 */
export type Computed<V> = V & ComputedMark;

/** The mark of {@link Computed}, named for the same reason. */
export interface ComputedMark {
  readonly [computed]?: true;
}

/**
 * Whether a value must be there.
 * - `required`: always given at construction;
 * - `defaulted`: filled in when it is not given;
 * - `nullable`: `null` when it is not given;
 * - `optional`: `undefined` when it is not given.
 */
export type Presence = 'required' | 'defaulted' | 'nullable' | 'optional';

/** Presence that follows from the options of a field. */
export type PresenceOf<Options> = Options extends { readonly required: true }
  ? 'required'
  : Options extends { readonly default: unknown } | { readonly identifier: true }
    ? 'defaulted'
    : Options extends { readonly nullable: true }
      ? 'nullable'
      : 'optional';

/** What stands in a compile error when a descriptor contradicts the property it stands on. */
export interface FieldMismatch<Message extends string> {
  readonly mismatch: Message;
}

/** Whether a property type carries the mark of {@link Defaulted}. */
export type IsDefaulted<Property> = HasMark<Property, typeof defaulted>;

/** Whether a property type carries the mark of {@link Computed}. */
export type IsComputed<Property> = HasMark<Property, typeof computed>;

type HasMark<Property, Mark extends symbol> =
  IsAny<Property> extends true ? false : Mark extends keyof NonNullable<Property> ? true : false;

/** The type of a property without the mark of {@link Defaulted}. */
export type Unmarked<Property> =
  IsDefaulted<Property> extends true
    ? Property extends { readonly [defaulted]?: readonly [infer Value] }
      ? Value
      : Property
    : Property;

type IsAny<T> = 0 extends 1 & T ? true : false;

/** `unknown` when a descriptor of value type `V` fits a property, else a {@link FieldMismatch} that says why not. */
export type Fits<Property, V, Kind extends Presence> =
  IsAny<Property> extends true
    ? unknown
    : [Exclude<Property, null | undefined>] extends [V]
      ? Holds<Unmarked<Exclude<Property, null | undefined>>, V> extends true
        ? FitsPresence<Property, Kind>
        : FieldMismatch<'The field has values that the type of the property does not have.'>
      : FieldMismatch<'The type of the property is not the type of the field.'>;

/**
 * Whether a property can hold every value of a field. Texts, numbers and JSON may be declared as something narrower (a
 * brand, a literal), for the other rules of the field can see to it; members of an enum or a class may not.
 */
type Holds<Property, V> = [V] extends [string | number]
  ? string extends V
    ? true
    : number extends V
      ? true
      : [`${V}`] extends [`${Property & (string | number)}`]
        ? true
        : false
  : bigint extends V
    ? true
    : object extends V
      ? true
      : HoldsContents<Property, V>;

type HoldsContents<Property, V> = [V, Property] extends [
  ChildCollection<infer Child>,
  ChildCollection<infer Held>,
]
  ? Holds<Held, Child>
  : [V, Property] extends [readonly (infer Item)[], readonly (infer Held)[]]
    ? Holds<Held, Item>
    : [V, Property] extends [Readonly<Record<string, infer Item>>, Readonly<Record<string, infer Held>>]
      ? Holds<Held, Item>
      : [V] extends [Property]
        ? true
        : false;

type FitsPresence<Property, Kind extends Presence> = Kind extends 'optional'
  ? undefined extends Property
    ? unknown
    : FieldMismatch<'The field is optional: declare the property with "?", or make the field required.'>
  : Kind extends 'nullable'
    ? null extends Property
      ? unknown
      : FieldMismatch<'The field is nullable: add "| null" to the type of the property.'>
    : undefined extends Property
      ? FieldMismatch<'The field always has a value: declare the property with "!", not "?".'>
      : null extends Property
        ? FieldMismatch<'The field is never null: remove "| null", or make the field nullable.'>
        : FitsDefault<Property, Kind>;

type FitsDefault<Property, Kind extends Presence> = Kind extends 'defaulted'
  ? IsDefaulted<Property> extends true
    ? unknown
    : FieldMismatch<'The field has a default: declare the property as Defaulted<…>.'>
  : IsDefaulted<Property> extends true
    ? FieldMismatch<'The property is Defaulted<…>, but the field has no default.'>
    : unknown;
