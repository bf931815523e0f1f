import type { Decimal } from 'decimal.js';
import type { InputOf, input } from '../elements/input-of.js';
import type { ChildCollection } from '../fields/child-collection.js';
import type { Unmarked } from '../fields/presence.js';
import type { Equality, ListComparison, OrderComparison, OtherField, TextComparison } from './comparisons.js';

declare const subject: unique symbol;

/**
 * A condition on an element, written as a literal or combined by `and`, `or` and `not`. A literal holds when all its
 * parts hold; a value in it means equality, null absence.
 *
 * @example
 * ```ts fragment
 * const rich: Criteria<Account> = { balance: { gte: 100 }, accountNumber: { startsWith: 'DE' } };
 * const odd: Criteria<Account> = or({ balance: { lt: 0 } }, not({ overdraftLimit: 0 }));
 * const beyond: Criteria<Account> = { balance: { gt: { field: 'overdraftLimit' } } };
 * const bulky: Criteria<Order> = { lines: { some: { quantity: { gt: 10 } } } };
 * ```
 */
export type Criteria<T> = FieldCriteria<T> | Combination<T>;

/** Conditions on fields, by their names; all of them have to hold. */
export type FieldCriteria<T> = {
  readonly [Name in FieldName<T>]?: Condition<T, Present<T, Name>> | Absence<T, Name>;
};

/** Names of the fields of an element, and `id` where it has one. */
export type FieldName<T> = keyof InputOf<T> & keyof T & string;

/** Type of the value of a field, when it is there. */
export type Present<T, Name extends keyof T> = Exclude<
  Unmarked<Exclude<T[Name], null | undefined>>,
  null | undefined
>;

type Absence<T, Name extends keyof T> = Extract<T[Name], null | undefined> extends never ? never : null;

/**
 * What can be asked of a field whose values are of type `V`, in an element `T`. Unions, such as those of the members of
 * an enum, are taken as a whole.
 */
export type Condition<T, V> = [V] extends [ChildCollection<infer Child>]
  ? MemberCriteria<Child>
  : IsElement<V> extends true
    ? V | Criteria<V>
    : [V] extends [Comparable]
      ? V | Comparison<T, V>
      : [V] extends [readonly (infer Item)[]]
        ? IsElement<Item> extends true
          ? MemberCriteria<Item>
          : V | ListComparison<V, Item>
        : Equality<V>;

type IsElement<V> = V extends object ? (typeof input extends keyof V ? true : false) : false;

/** Types whose values are compared as they are, so that a bare value can stand for equality. */
type Comparable = string | number | bigint | boolean | Date | Decimal;

/** Whether a type is made of literals: a member of an enum, a choice. */
type IsLiteral<V> = [V] extends [string | number] ? ({} extends Record<V, 1> ? false : true) : false;

/** What collections can be asked. Nothing is in an empty one, so that every member of it fulfils anything. */
export interface MemberCriteria<Member> {
  readonly some?: Criteria<Member>;
  readonly every?: Criteria<Member>;
  readonly none?: Criteria<Member>;
}

type Comparison<T, V> = [V] extends [boolean]
  ? Equality<V>
  : IsLiteral<V> extends true
    ? EqualityOrField<V, OtherField<FieldsLike<T, V>>>
    : EqualityOrField<V, OtherField<FieldsLike<T, V>>> &
        OrderComparison<V | OtherField<FieldsLike<T, V>>> &
        ([V] extends [string] ? TextComparison : unknown);

interface EqualityOrField<V, Other> extends Omit<Equality<V>, 'equals'> {
  readonly equals?: V | Other | null;
}

type Family<V> = [V] extends [string]
  ? 'text'
  : [V] extends [number | bigint | Decimal]
    ? 'number'
    : [V] extends [Date]
      ? 'instant'
      : 'other';

/** Names of the fields that values of a type can be compared with. */
type FieldsLike<T, V> = {
  [Name in FieldName<T>]: Family<Present<T, Name>> extends Family<V> ? Name : never;
}[FieldName<T>];

/** Conditions on a `T`, combined: what `and`, `or` and `not` give. Immutable. */
export class Combination<T> {
  declare readonly [subject]?: (of: T) => void;

  /** @param parts - one for `not`. */
  constructor(
    readonly kind: 'and' | 'or' | 'not',
    readonly parts: readonly Criteria<T>[],
  ) {
    Object.freeze(this.parts);
    Object.freeze(this);
  }
}

/**
 * All of the conditions hold; without any, it always holds.
 *
 * @param parts - conditions: literals, and what `and`, `or` and `not` give.
 * @example
 * ```ts fragment
 * const accounts = banking.repositoryFor(Account).query;
 * accounts.where(and({ balance: { lt: 0 } }, not({ overdraftLimit: 0 })));
 * ```
 */
export function and<T>(...parts: readonly NoInfer<Criteria<T>>[]): Combination<T> {
  return new Combination<T>('and', [...parts]);
}

/**
 * At least one of the conditions holds; without any, it never does.
 *
 * @param parts - conditions: literals, and what `and`, `or` and `not` give.
 * @example
 * ```ts fragment
 * banking.repositoryFor(Account).query.where(or({ balance: { lt: 0 } }, { accountNumber: '1234' }));
 * ```
 */
export function or<T>(...parts: readonly NoInfer<Criteria<T>>[]): Combination<T> {
  return new Combination<T>('or', [...parts]);
}

/**
 * The condition does not hold: exactly the other elements, those with absent values included.
 *
 * @param part - a condition: a literal, or what `and`, `or` and `not` give.
 * @example
 * ```ts fragment
 * banking.repositoryFor(Account).query.where(not({ balance: 0 }));
 * ```
 */
export function not<T>(part: NoInfer<Criteria<T>>): Combination<T> {
  return new Combination<T>('not', [part]);
}
