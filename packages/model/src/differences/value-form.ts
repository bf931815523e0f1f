import type { FieldDocument } from '../document/field-document.js';

/**
 * What values of a field look like in JSON, as far as their type goes:
 *
 * - `text`, `number`, `integer`, `boolean`, `object`, `list`, `dict`: as their names say
 * - `uuid`, `day`, `instant`, `decimal`, `digits`: texts of these forms; `digits` is a `bigint`
 * - `literals`: one of the values in `choices`
 * - `generated`: a text or an integer, made by a function of the user's
 * - `any`: whatever JSON holds
 * - `codec`: what a codec of the user's writes
 */
export type ValueForm =
  | 'text'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'uuid'
  | 'day'
  | 'instant'
  | 'decimal'
  | 'digits'
  | 'literals'
  | 'generated'
  | 'object'
  | 'list'
  | 'dict'
  | 'any'
  | 'codec';

const forms: Readonly<Record<string, ValueForm>> = {
  boolean: 'boolean',
  date: 'day',
  dateTime: 'instant',
  decimal: 'decimal',
  dict: 'dict',
  enum: 'literals',
  float: 'number',
  hasMany: 'list',
  hasOne: 'object',
  json: 'any',
  list: 'list',
  status: 'literals',
  string: 'text',
  text: 'text',
  valueObject: 'object',
};

/** The form of the values of a field; kinds that are not known are compared by what they call themselves. */
export function valueFormOf({ kind, constraints }: FieldDocument): ValueForm {
  switch (kind) {
    case 'integer':
      return constraints['bigint'] === true ? 'digits' : hasChoices(constraints) ? 'literals' : 'integer';
    case 'identifier':
    case 'reference':
      return constraints['type'] === 'uuid' ? 'uuid' : constraints['type'] === 'integer' ? 'integer' : 'text';
    case 'auto':
      if (constraints['increment'] === true) return 'integer';
      return constraints['type'] === 'string' ? 'text' : 'generated';
    case 'string':
    case 'float':
      return hasChoices(constraints) ? 'literals' : forms[kind]!;
    default:
      return forms[kind] ?? 'codec';
  }
}

/** The form of the values of a field, its `choices` left aside where its kind could do without them. */
export function baseFormOf(field: FieldDocument): ValueForm {
  if (field.kind === 'enum' || field.kind === 'status') return 'literals';
  const constraints = Object.entries(field.constraints).filter(([name]) => name !== 'choices');
  return valueFormOf({ ...field, constraints: Object.fromEntries(constraints) });
}

/** The values that literals may have. */
export function choicesOf({ constraints }: FieldDocument): readonly unknown[] {
  const choices = constraints['choices'];
  return Array.isArray(choices) ? choices : [];
}

/** What the constraints of a field say of the length of its text, or of the number of its items. */
export function lengthsOf({ kind, constraints }: FieldDocument): {
  readonly min: number;
  readonly max: number;
} {
  const isIdentity = kind === 'identifier' || kind === 'reference' || kind === 'auto';
  return {
    min: numberOr(constraints['minLength'], isIdentity ? 1 : 0),
    max: numberOr(constraints['maxLength'], isIdentity ? 255 : Number.POSITIVE_INFINITY),
  };
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

function hasChoices(constraints: FieldDocument['constraints']): boolean {
  return Array.isArray(constraints['choices']);
}
