/** What every value can be asked. */
export interface Equality<V> {
  readonly equals?: V | null;
  /** Whether it is one of these. */
  readonly in?: readonly (V | null)[];
  /** Whether it is absent. */
  readonly isNull?: boolean;
}

/** What values with an order can be asked beside {@link Equality}. Decimals and instants are compared as such, texts by code points. */
export interface OrderComparison<Operand> {
  readonly gt?: Operand;
  readonly gte?: Operand;
  readonly lt?: Operand;
  readonly lte?: Operand;
}

/** What texts can be asked beside. Those that ignore case compare the lower-case forms of code points. */
export interface TextComparison {
  readonly contains?: string;
  readonly startsWith?: string;
  readonly endsWith?: string;
  readonly equalsIgnoringCase?: string;
  readonly containsIgnoringCase?: string;
  readonly startsWithIgnoringCase?: string;
  readonly endsWithIgnoringCase?: string;
}

/** What lists of plain values can be asked. */
export interface ListComparison<V, Item> extends Equality<V> {
  /** Whether an item is in it. */
  readonly has?: Item;
  /** Whether at least one of these is in it. */
  readonly hasAny?: readonly Item[];
  /** Whether all of these are in it. */
  readonly hasAll?: readonly Item[];
}

/** Another field of the same element, in place of a value. */
export interface OtherField<Names> {
  readonly field: Names;
}
