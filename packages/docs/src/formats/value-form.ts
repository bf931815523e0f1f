import type { FieldDocument, Landscape } from '@domainry/model';
import { fixedDecimal } from './text/fixed-decimal.js';

/** Smallest and largest value, both inclusive. */
export interface Bounds<Value> {
  readonly min?: Value;
  readonly max?: Value;
}

/** Fewest and most characters, items or entries. */
export interface Lengths {
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** What the JSON of a field looks like, whatever kind of field it is: what every format translates. */
export type ValueForm =
  | TextForm
  | NumberForm
  | DecimalForm
  | (Bounds<string> & { readonly type: 'bigInteger'; readonly choices?: readonly string[] })
  | (Bounds<string> & { readonly type: 'date' | 'instant' })
  | { readonly type: 'boolean' | 'uuid' | 'textOrInteger' | 'anything' }
  /** One of a few values. */
  | { readonly type: 'choice'; readonly values: readonly (string | number)[] }
  | (Lengths & { readonly type: 'list'; readonly item: ValueForm; readonly distinct?: true })
  | (Lengths & { readonly type: 'dict'; readonly item: ValueForm })
  /** The contents of another element. */
  | { readonly type: 'element'; readonly id: string };

/** A text; lengths count UTF-16 code units. */
export interface TextForm extends Lengths {
  readonly type: 'text';
  readonly pattern?: string;
  readonly patternFlags?: string;
  readonly choices?: readonly string[];
}

/** A number that JSON holds as one; integers are safe. */
export interface NumberForm extends Bounds<number> {
  readonly type: 'integer' | 'number';
  readonly choices?: readonly number[];
}

/** A decimal number, which JSON holds as a text. */
export interface DecimalForm extends Bounds<string> {
  readonly type: 'decimal';
  readonly precision?: number;
  readonly scale?: number;
  readonly choices?: readonly string[];
}

/** Identities that are texts, as the core accepts them. */
const textIdentity: TextForm = { type: 'text', minLength: 1, maxLength: 255 };

/** The form of the values of a field. Elements that no document has may be anything. */
export function formOf(landscape: Landscape, field: FieldDocument): ValueForm {
  const { kind, constraints: rules, items } = field;
  switch (kind) {
    case 'string':
    case 'text':
      return {
        type: 'text',
        ...lengths(rules),
        ...texts(rules, ['pattern', 'patternFlags']),
        ...choices(rules, isText),
      };
    case 'identifier':
    case 'reference':
      return identity(rules['type'] ?? 'string');
    case 'auto':
      return rules['increment'] === true ? { type: 'integer' } : identity(rules['type']);
    case 'integer':
      return integer(rules);
    case 'float':
      return { type: 'number', ...numbers(rules, ['min', 'max']), ...choices(rules, isNumber) };
    case 'decimal':
      return decimal(rules);
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'date', ...texts(rules, ['min', 'max']) };
    case 'dateTime':
      return { type: 'instant', ...texts(rules, ['min', 'max']) };
    case 'enum':
    case 'status':
      return { type: 'choice', values: choices(rules, isTextOrNumber).choices ?? [] };
    case 'list':
      return {
        type: 'list',
        item: contents(landscape, items),
        ...lengths(rules),
        ...(rules['distinct'] === true ? { distinct: true } : {}),
      };
    case 'dict':
      return { type: 'dict', item: contents(landscape, items), ...lengths(rules) };
    case 'hasMany':
      return { type: 'list', item: element(landscape, field) };
    case 'valueObject':
    case 'hasOne':
      return element(landscape, field);
    default:
      return { type: 'anything' };
  }
}

function contents(landscape: Landscape, items: FieldDocument | undefined): ValueForm {
  return items === undefined ? { type: 'anything' } : formOf(landscape, items);
}

function element(landscape: Landscape, { target }: FieldDocument): ValueForm {
  return target === undefined || landscape.find(target) === undefined
    ? { type: 'anything' }
    : { type: 'element', id: target };
}

function integer(rules: Rules): ValueForm {
  return rules['bigint'] === true
    ? { type: 'bigInteger', ...texts(rules, ['min', 'max']), ...choices(rules, isText) }
    : { type: 'integer', ...numbers(rules, ['min', 'max']), ...choices(rules, isNumber) };
}

/** Without a type it is known only when a value is made: a function of the user's makes it. */
function identity(type: unknown): ValueForm {
  if (type === 'integer') return { type: 'integer' };
  if (type === 'uuid') return { type: 'uuid' };
  return type === 'string' ? textIdentity : { type: 'textOrInteger' };
}

/** JSON has a fixed form: as many digits after the point as the scale says. */
function decimal(rules: Rules): DecimalForm {
  const { scale } = numbers(rules, ['scale']);
  const { choices: values } = choices(rules, isText);
  return {
    type: 'decimal',
    ...numbers(rules, ['precision', 'scale']),
    ...texts(rules, ['min', 'max']),
    ...(values === undefined ? {} : { choices: values.map((value) => fixedDecimal(value, scale)) }),
  };
}

type Rules = FieldDocument['constraints'];

function lengths(rules: Rules): Lengths {
  return numbers(rules, ['minLength', 'maxLength']);
}

function numbers<Name extends string>(rules: Rules, names: readonly Name[]): { [Each in Name]?: number } {
  return picked(rules, names, isNumber);
}

function texts<Name extends string>(rules: Rules, names: readonly Name[]): { [Each in Name]?: string } {
  return picked(rules, names, isText);
}

/** The rules of these names whose values are what they should be. */
function picked<Name extends string, Value>(
  rules: Rules,
  names: readonly Name[],
  is: (value: unknown) => value is Value,
): { [Each in Name]?: Value } {
  const found: { [Each in Name]?: Value } = {};
  for (const name of names) {
    const value: unknown = rules[name];
    if (is(value)) found[name] = value;
  }
  return found;
}

function choices<Value>(
  rules: Rules,
  is: (value: unknown) => value is Value,
): { choices?: readonly Value[] } {
  const given = rules['choices'];
  return Array.isArray(given) ? { choices: given.filter(is) } : {};
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function isTextOrNumber(value: unknown): value is string | number {
  return isText(value) || isNumber(value);
}
