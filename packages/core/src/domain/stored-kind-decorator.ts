import type { OnlyOptions } from '../fields/field-options.js';
import type { FieldName } from '../queries/criteria.js';
import type { ElementMismatch, FitsKind, KindDecorator } from './class-decorators.js';

/** A decorator of elements whose states are kept: used as it is, or called with options that may name fields. */
export interface StoredKindDecorator<Kind extends string, Options> extends KindDecorator<Kind> {
  // A class has a prototype: without this, one of another kind would be taken for options.
  <const Given extends Options & { readonly prototype?: never }>(
    options: OnlyOptions<Given, Options & { readonly prototype?: never }>,
  ): <Class extends object>(
    cls: Class & FitsKind<Class, Kind, unknown> & HasFields<Class, NamesIn<Given>>,
    context?: ClassDecoratorContext,
  ) => Class;
}

/** Names of fields in the options `unique` and `indexes`. */
type NamesIn<Given> =
  | (Given extends { readonly unique: readonly { readonly fields: readonly (infer Name)[] }[] }
      ? Name
      : never)
  | (Given extends { readonly indexes: readonly (infer Index)[] } ? NamesInIndex<Index> : never);

type NamesInIndex<Index> = Index extends readonly (infer Name)[]
  ? WithoutSign<Name>
  : Index extends { readonly fields: readonly (infer Name)[] }
    ? WithoutSign<Name> | (Index extends { readonly include: readonly (infer Inner)[] } ? Inner : never)
    : WithoutSign<Index>;

type WithoutSign<Name> = Name extends `-${infer Plain}` ? Plain : Name;

/** `unknown` when a class has fields with these names, else what is wrong. */
type HasFields<Class, Names> = [Names] extends [never]
  ? unknown
  : Class extends abstract new (...given: never[]) => infer Instance
    ? // Names that are only known at run time are checked then.
      string extends Names
      ? unknown
      : [Names] extends [FieldName<Instance>]
        ? unknown
        : ElementMismatch<`The class has no field ${Exclude<Names, FieldName<Instance>> & string}.`>
    : unknown;
