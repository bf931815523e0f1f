import type { Decimal } from 'decimal.js';
import type { InputOf } from '../elements/input-of.js';
import type { ChildCollection } from '../fields/child-collection.js';
import type { Unmarked } from '../fields/presence.js';
import type { FieldName, Present } from './criteria.js';
import type { OrderName, ValueAt } from './orderings.js';

/** Names of the fields with numbers: `balance`, `price.amount`. */
export type NumberName<T> = {
  [Name in OrderName<T>]: ValueAt<T, Name> extends number | bigint | Decimal ? Name : never;
}[OrderName<T>];

/** The sum of numbers: of their type. */
export type SumOf<V> = V extends bigint ? bigint : V extends Decimal ? Decimal : number;

/** The average of numbers: exact ones have an exact one. */
export type AverageOf<V> = V extends bigint | Decimal ? Decimal : number;

/** Names of the fields that can be selected: all but those with children. */
export type ColumnName<T> = {
  [Name in FieldName<T>]: Present<T, Name> extends ChildCollection<unknown> ? never : Name;
}[FieldName<T>];

/** Some fields of an element. */
export type Row<T, Name extends keyof T> = { readonly [Each in Name]: Unmarked<T[Each]> };

/** What all that matches can be changed to: the values of some fields. */
export type SelectionChanges<T> = {
  readonly [Name in Exclude<ColumnName<T>, 'id'>]?: InputOf<T>[Name & keyof InputOf<T>] | undefined;
};
