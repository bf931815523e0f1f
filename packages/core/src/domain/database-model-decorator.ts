import type { Decimal } from 'decimal.js';
import type { kindOf } from '../elements/element.js';
import type { input } from '../elements/input-of.js';
import type { JsonValue } from '../errors/violation.js';
import type { FieldName, Present } from '../queries/criteria.js';
import type { ColumnOptions } from '../registry/column-options.js';
import type { ElementOptions, PlainDecorator } from './class-decorators.js';

/** Options of `@domain.databaseModel`. */
export interface DatabaseModelOptions<
  Columns = Readonly<Record<string, ColumnOptions>>,
> extends ElementOptions {
  /** Name of the table, where it is not the stored name of the element, or for children that of their field. */
  readonly table?: string;
  /** Name of the database it is for; all when absent. */
  readonly database?: string;
  /** How fields lie in the table, by their names; those of a value object with a dot: `'limit.amount'`. */
  readonly columns?: Columns;
}

/** A decorator that is called with the element whose tables it is about. */
export interface DatabaseModelDecorator {
  /** @param target - an aggregate, a child entity or a projection; by its name, columns are checked at registration only. */
  (target: string, options?: DatabaseModelOptions): PlainDecorator;
  <Of extends { readonly [kindOf]: 'aggregate' | 'entity' | 'projection' }>(
    target: (abstract new (...given: never[]) => Of) | (() => abstract new (...given: never[]) => Of),
    options?: DatabaseModelOptions<ColumnsOf<Of>>,
  ): PlainDecorator;
}

/** Columns of the fields of an element, and of the value objects in it. */
export type ColumnsOf<Of> = {
  readonly [Name in FieldName<Of>]?: ColumnOptions<StoredValue<Present<Of, Name>>>;
} & InnerColumns<Of>;

/** A value object in a value object in a value object is deep enough; further in, registration checks. */
type InnerColumns<Of, Deep extends readonly unknown[] = []> = Deep['length'] extends 3
  ? Readonly<Record<string, ColumnOptions>>
  : Together<
      {
        [Name in FieldName<Of>]: IsEmbedded<Present<Of, Name>> extends true
          ? Below<Name, ColumnsBelow<Present<Of, Name>, Deep>>
          : {};
      }[FieldName<Of>]
    >;

type ColumnsBelow<Of, Deep extends readonly unknown[]> = {
  readonly [Name in FieldName<Of>]?: ColumnOptions<StoredValue<Present<Of, Name>>>;
} & InnerColumns<Of, [...Deep, unknown]>;

type Below<Name extends string, Columns> = {
  readonly [Inner in keyof Columns & string as `${Name}.${Inner}`]?: Columns[Inner];
};

type IsEmbedded<Value> = Value extends { readonly [kindOf]: 'valueObject' }
  ? typeof input extends keyof Value
    ? true
    : false
  : false;

/** A value as JSON has it, which is what codecs are given. */
export type StoredValue<Value> = [Value] extends [string | number | boolean]
  ? Value
  : [Value] extends [bigint | Decimal | Date]
    ? string
    : JsonValue;

/** All of a union at once. */
type Together<Union> = [Union] extends [never]
  ? unknown
  : (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
    ? All
    : never;
