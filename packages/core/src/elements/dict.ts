import type { JsonValue } from '../errors/violation.js';
import type { ChildCollection } from '../fields/child-collection.js';
import type { Unmarked } from '../fields/presence.js';
import type { FieldNames, Flat } from './construction-input.js';

/** What `toDict` of an element gives: `DictOf<Money>` is `{ amount: string; currency: string }`. */
export type DictOf<Element> = { [Key in keyof DictGiven<Element>]: DictGiven<Element>[Key] };

type DictGiven<Element> = Element extends { toDict(): infer Dict } ? Dict : never;

/** A value as JSON has it: instants, decimals and big integers as text, value objects and children as plain objects. */
export type DictValue<Property> = Property extends bigint
  ? string
  : Property extends JsonValue | undefined
    ? Property
    : Property extends ChildCollection<infer Child>
      ? DictOf<Child>[]
      : Property extends { toDict(): object }
        ? DictOf<Property>
        : Property extends { toJSON(): infer Json }
          ? Json
          : Property extends readonly (infer Item)[]
            ? readonly DictValue<Item>[]
            : DictEntries<Property>;

type DictEntries<Property> = Property extends object
  ? string extends keyof Property
    ? { readonly [Key in keyof Property]: DictValue<Property[Key]> }
    : Property
  : Property;

/** The fields of a class as plain data. Absent optional fields are left out. */
export type FieldDict<Self, Base> = unknown extends Self ? Record<string, JsonValue> : Flat<Dict<Self, Base>>;

/** The fields and the identity of a class as plain data. */
export type IdentifiedDict<Self, Base, Id> = unknown extends Self
  ? Record<string, JsonValue> & { id: DictValue<Id> }
  : Flat<Dict<Self, Base> & IdentityDict<Id>>;

interface IdentityDict<Id> {
  /** The identity. */
  id: DictValue<Id>;
}

type Dict<Self, Base> = {
  -readonly [Key in keyof Pick<Self, FieldNames<Self, Base>>]: DictValue<Unmarked<Self[Key]>>;
};
