import { phraseReceived } from '../errors/violation.js';
import type { FieldName, Present } from './criteria.js';
import { fieldOf, followPath, invalidQuery } from './field-path.js';
import { isOrdered } from './fitting-lookups.js';
import type { Ordering } from './predicate.js';
import type { Shape } from './shape.js';
import type { InputOf } from '../elements/input-of.js';
import type { Decimal } from 'decimal.js';

/** A field to order by, by its name, with a leading `-` for descending order; or with everything said. */
export type OrderBy<T> = OrderName<T> | `-${OrderName<T>}` | OrderStep<OrderName<T>>;

/** A step of an ordering. */
export interface OrderStep<Name extends string = string> {
  readonly field: Name;
  /** Ascending when absent. */
  readonly direction?: 'ascending' | 'descending';
  /** Where absent values go; last when absent, whatever the direction. */
  readonly absent?: 'first' | 'last';
}

/** Names of the fields that can be ordered by: `balance`, and `price.amount` for what is in a value object. */
export type OrderName<T> = {
  [Name in FieldName<T>]: Present<T, Name> extends Ordered
    ? Name
    : HasFields<Present<T, Name>> extends true
      ? `${Name}.${InnerName<Present<T, Name>>}`
      : never;
}[FieldName<T>];

/** One level is enough for the compiler: classes may hold themselves. */
type InnerName<V> = {
  [Name in FieldName<V>]: Present<V, Name> extends Ordered ? Name : never;
}[FieldName<V>];

/** Type of the value that a name of {@link OrderName} leads to. */
export type ValueAt<T, Name> =
  Name extends FieldName<T>
    ? Present<T, Name>
    : Name extends `${infer Outer}.${infer Inner}`
      ? Outer extends FieldName<T>
        ? ValueAt<Present<T, Outer>, Inner>
        : never
      : never;

type Ordered = string | number | bigint | boolean | Date | Decimal;

type HasFields<V> = V extends readonly unknown[] ? false : [keyof InputOf<V>] extends [never] ? false : true;

/**
 * The orderings that were asked for, checked against the fields.
 *
 * @throws DomainryError QUERY_INVALID.
 */
export function orderingsOf(shape: Shape, given: readonly unknown[]): readonly Ordering[] {
  return Object.freeze(given.map((step) => Object.freeze(orderingOf(shape, stepOf(shape, step)))));
}

function stepOf(shape: Shape, given: unknown): OrderStep {
  if (typeof given === 'string') {
    return given.startsWith('-') ? { field: given.slice(1), direction: 'descending' } : { field: given };
  }
  if (typeof given === 'object' && given !== null && typeof (given as OrderStep).field === 'string') {
    return given as OrderStep;
  }
  throw invalidQuery(
    shape,
    `An ordering of ${shape.name}: expected the name of a field, as 'name' or '-name', received ${phraseReceived(given)}.`,
    [],
  );
}

function orderingOf(shape: Shape, { field, direction = 'ascending', absent = 'last' }: OrderStep): Ordering {
  const [first = '', ...rest] = field.split('.');
  const path = Object.freeze([fieldOf(shape, first).descriptor.name, ...rest]);
  const { descriptor } = followPath(shape, path);
  // Enums and booleans have an order as good as any; what is made of parts has none.
  if (!isOrdered(descriptor) && !isSingle(descriptor.kind)) {
    throw invalidQuery(
      shape,
      `${shape.name}.${field} is of kind ${descriptor.kind}, which has no order. Order by another field.`,
      path,
    );
  }
  if (direction !== 'ascending' && direction !== 'descending') {
    throw invalidQuery(
      shape,
      `${shape.name}.${field}: expected the direction ascending or descending, received ${phraseReceived(direction)}.`,
      path,
    );
  }
  if (absent !== 'first' && absent !== 'last') {
    throw invalidQuery(
      shape,
      `${shape.name}.${field}: expected absent values first or last, received ${phraseReceived(absent)}.`,
      path,
    );
  }
  return { path, direction, absent };
}

function isSingle(kind: string): boolean {
  return kind === 'boolean' || kind === 'enum' || kind === 'status';
}
