import { leaveNote, type StandardContext } from '../metadata.js';
import type { ElementReference } from './element-reference.js';
import type { Deprecation, FieldValidator } from './field-options.js';
import type { FitsPlace } from './place.js';
import type { Presence } from './presence.js';
import type { ValueRule } from './value-rule.js';

/** The kinds of field there are. */
export type FieldKind =
  | 'string'
  | 'text'
  | 'integer'
  | 'float'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'identifier'
  | 'auto'
  | 'enum'
  | 'status'
  | 'json'
  | 'list'
  | 'dict'
  | 'valueObject'
  | 'hasOne'
  | 'hasMany'
  | 'reference'
  | 'custom';

/** One field of a registered class: everything said about it, as read-only data. */
export interface FieldDescriptor {
  readonly name: string;
  readonly kind: FieldKind;
  readonly presence: Presence;
  /** The value, or the function that gives one for each instance. Present when `presence` is `defaulted`. */
  readonly default?: unknown;
  readonly unique: boolean;
  readonly identifier: boolean;
  /** Whether it is set at construction only. */
  readonly readOnly: boolean;
  readonly validators: readonly FieldValidator<never>[];
  readonly description?: string;
  readonly examples: readonly unknown[];
  /** Name in the store. */
  readonly storedAs: string;
  readonly renamedFrom: readonly string[];
  readonly deprecated?: Deprecation;
  /** Class of personal data, when it is any. */
  readonly personal?: string;
  /** Rules of the kind as data: `maxLength`, `min`, `pattern`, `choices`, `transitions` …; safe to show. */
  readonly constraints: Readonly<Record<string, unknown>>;
  /** The element the field holds or points to. */
  readonly target?: ElementReference;
  /** What the items of a list or dict are. */
  readonly items?: FieldDescriptor;
  readonly rule: ValueRule;
}

/** What a kind makes of the options it was given. */
export interface FieldPlan {
  readonly rule: ValueRule;
  readonly constraints?: Readonly<Record<string, unknown>>;
  readonly target?: ElementReference;
  readonly items?: FieldDescriptor;
  /** The kind's own default, where it has one: `[]` for lists, a generator for `auto`. */
  readonly default?: unknown;
  /** The kind's own presence, where it does not follow from the options: `optional` for numbers that the store assigns. */
  readonly presence?: Presence;
  /** Whether the kind is set once by its nature. */
  readonly readOnly?: boolean;
}

/** Says that an option is wrong: which, what is wrong with it, how to mend it. */
export type ReportOption = (option: string, cause: string, fix: string) => void;

/** The note a field decorator leaves: read, checked and compiled when the class is registered. */
export interface FieldNote {
  readonly kind: FieldKind;
  readonly options: Readonly<Record<string, unknown>>;
  /** Options of this kind beside those every field has. */
  readonly ownOptions: readonly string[];
  /** Options every field has but this kind does not take. */
  readonly refusedOptions: readonly string[];
  /** Turns the options into a rule; reports those that are wrong and still gives a rule that can be used. */
  readonly plan: (report: ReportOption) => FieldPlan;
}

/** Kind of the notes that field decorators leave. */
export const fieldNotes = 'field';

declare const valueType: unique symbol;
declare const presenceType: unique symbol;
const noteKey: unique symbol = Symbol('field note');

/** What standard decorators are told of the field or accessor they stand on. */
export type FieldContext = ClassFieldDecoratorContext | ClassAccessorDecoratorContext;

/**
 * A decorator for a property that holds a `V`. It fits legacy properties, standard fields and standard accessors, and
 * refuses, when it is compiled, a property whose type says otherwise.
 */
export interface FieldDecorator<V, Kind extends Presence> {
  <Target, Where extends string | FieldContext>(
    target: Target,
    where: Where & FitsPlace<Target, Where, V, Kind>,
  ): void;
  /** Never there at run time: lets `list` and `dict` infer what they hold. */
  readonly [valueType]?: V;
  /** Never there at run time: lets `list` and `dict` refuse contents with a presence of their own. */
  readonly [presenceType]?: Kind;
}

/** Makes the decorator of a field from its note. */
export function declareField<V, Kind extends Presence>(note: FieldNote): FieldDecorator<V, Kind> {
  const decorate = (target: unknown, where: PropertyKey | StandardContext): void => {
    leaveNote(fieldNotes, target, where, note);
  };
  return Object.assign(decorate, { [noteKey]: note }) as unknown as FieldDecorator<V, Kind>;
}

/** The note inside a field decorator that is used as a description of items: `field.list(field.string())`. */
export function noteOfDecorator(decorator: unknown): FieldNote | undefined {
  return typeof decorator === 'function' ? (decorator as { [noteKey]?: FieldNote })[noteKey] : undefined;
}
