import type { AnyColumnCodec, Children, Decimal, Entity, InputOf } from '@domainry/core';
import type { ColumnType } from 'kysely';

/** Any class whose states lie in tables. */
export type StoredClass = abstract new (...given: never[]) => object;

/** A class with the options of its database model, which name its columns and say what lies in them. */
export interface ModelledClass {
  readonly of: StoredClass;
  readonly as: Modelled;
}

/** What a database model may say of a table. */
export interface Modelled {
  readonly table?: string;
  readonly columns?: Readonly<Record<string, ColumnSaid | undefined>>;
}

/** What may be said of a column. */
export interface ColumnSaid {
  readonly name?: string;
  readonly codec?: AnyColumnCodec;
  readonly json?: true;
}

/**
 * Tables of classes, as Kysely wants them: by the names of the tables, with those of their children beside them, called
 * `Order_lines`.
 */
export type TablesOf<Classes extends Readonly<Record<string, StoredClass | ModelledClass>>> = {
  [Name in keyof Classes & string]: StoredRow<InstanceOf<Classes[Name]>, SaidOf<Classes[Name]>>;
} & AllChildren<Classes>;

type InstanceOf<Given> = Given extends StoredClass
  ? InstanceType<Given>
  : Given extends ModelledClass
    ? InstanceType<Given['of']>
    : never;

type SaidOf<Given> = Given extends { readonly as: { readonly columns: infer Columns } } ? Columns : unknown;

/** A row of the table of a class: a column for each field, those of value objects beside the others (`limit_amount`). */
export type StoredRow<Of, Said = unknown> = Flat<Of, '', '', Said> & {
  /** How often the state was saved, less one. */
  readonly _version: ColumnType<number, number, number>;
};

/** A row of the table of children: whose it is, the places that lead to it, and the last of them. */
export type StoredChild<Of> = Flat<Of, '', '', unknown> & {
  readonly _root: string | number;
  readonly _path: string;
  readonly _place: number;
};

type FieldOf<Of> = keyof InputOf<Of> & keyof Of & string;
type There<Value> = Exclude<Value, null | undefined>;
type IsElement<Value> = string extends keyof InputOf<Value> ? false : true;

/** Where the values of a field lie. */
type PlaceOf<Value> = [Value] extends [Children<infer Child>]
  ? [Child] extends [object]
    ? 'children'
    : never
  : Value extends Date | Decimal | readonly unknown[]
    ? 'column'
    : [Value] extends [object]
      ? IsElement<Value> extends true
        ? Value extends Entity<infer Own>
          ? [Own] extends [object]
            ? 'child'
            : never
          : 'embedded'
        : 'column'
      : 'column';

type Placed<Of, Place> = {
  [Name in FieldOf<Of>]: PlaceOf<There<Of[Name]>> extends Place ? Name : never;
}[FieldOf<Of>];

type Flat<Of, Prefix extends string, Path extends string, Said> = {
  [Name in Placed<Of, 'column'> as `${Prefix}${Called<Said, Path, Name>}`]: ColumnAt<
    Of[Name],
    SaidAt<Said, `${Path}${Name}`>
  >;
} & {
  [
    Name in Placed<Of, 'embedded'> as IsWhole<SaidAt<Said, `${Path}${Name}`>> extends true
      ? `${Prefix}${Called<Said, Path, Name>}`
      : never
  ]: ColumnAt<Of[Name], SaidAt<Said, `${Path}${Name}`>>;
} & Together<
    {
      [Name in Placed<Of, 'embedded'>]: IsWhole<SaidAt<Said, `${Path}${Name}`>> extends true
        ? {}
        : Absent<
            Of[Name],
            Flat<There<Of[Name]>, `${Prefix}${Called<Said, Path, Name>}_`, `${Path}${Name}.`, Said>
          >;
    }[Placed<Of, 'embedded'>]
  >;

/** What is said of the column of a field. */
type SaidAt<Said, Path extends string> = Path extends keyof Said ? Said[Path] : unknown;

type Called<Said, Path extends string, Name extends string> = NameSaid<SaidAt<Said, `${Path}${Name}`>, Name>;

type NameSaid<Of, Name extends string> = Of extends { readonly name: infer Given extends string }
  ? Given
  : Name;

/** Whether a value object lies in one column. */
type IsWhole<Of> = Of extends { readonly json: true } | { readonly codec: object } ? true : false;

type ColumnAt<Value, Of> = Of extends { readonly codec: { toColumn(value: never): infer Held } }
  ? [Extract<Value, null | undefined>] extends [never]
    ? Held
    : Held | null
  : Of extends { readonly json: true }
    ? ColumnType<unknown, unknown, unknown>
    : Column<Value>;

/** Columns of a value object that may be absent may be empty. */
type Absent<Value, Columns> = [Extract<Value, null | undefined>] extends [never]
  ? Columns
  : { [Name in keyof Columns]: Columns[Name] | null };

type Column<Value> = [Extract<Value, null | undefined>] extends [never]
  ? Stored<There<Value>>
  : Stored<There<Value>> | null;

/** What lies in a column: days, moments and exact numbers as texts; truth values as the database has them. */
type Stored<Value> = [Value] extends [boolean]
  ? boolean | number
  : [Value] extends [string | number]
    ? Value
    : [Value] extends [bigint | Decimal]
      ? ColumnType<string, string | number | bigint | Decimal, string | number | bigint | Decimal>
      : [Value] extends [Date]
        ? ColumnType<string, string | Date, string | Date>
        : ColumnType<unknown, unknown, unknown>;

type AllChildren<Classes extends Readonly<Record<string, StoredClass | ModelledClass>>> = Together<
  { [Name in keyof Classes & string]: ChildrenOf<InstanceOf<Classes[Name]>, Name> }[keyof Classes & string]
>;

type ChildrenOf<Of, Table extends string> = {
  [Name in Placed<Of, 'children' | 'child'> as `${Table}_${Name}`]: StoredChild<Member<There<Of[Name]>>>;
};

type Member<Value> = Value extends Children<infer Child> ? Child : Value;

/** All of a union at once. */
type Together<Union> = [Union] extends [never]
  ? unknown
  : (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
    ? All
    : never;
