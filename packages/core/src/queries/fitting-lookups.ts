import type { FieldDescriptor, FieldKind } from '../fields/field.js';
import type { Lookup } from './predicate.js';

const equality = ['equals', 'in', 'isNull'] as const;
const order = ['gt', 'gte', 'lt', 'lte'] as const;
const text = [
  'contains',
  'startsWith',
  'endsWith',
  'equalsIgnoringCase',
  'containsIgnoringCase',
  'startsWithIgnoringCase',
  'endsWithIgnoringCase',
] as const;
const members = ['has', 'hasAny', 'hasAll'] as const;

const texts = [...equality, ...order, ...text];
const ordered = [...equality, ...order];

/** The comparisons that fit the values of each kind of field. Elements are asked about their fields instead. */
const fitting: Readonly<Record<FieldKind, readonly Lookup[]>> = {
  string: texts,
  text: texts,
  identifier: texts,
  reference: texts,
  auto: texts,
  integer: ordered,
  float: ordered,
  decimal: ordered,
  date: ordered,
  dateTime: ordered,
  boolean: equality,
  enum: equality,
  status: equality,
  custom: equality,
  json: equality,
  dict: equality,
  list: [...equality, ...members],
  valueObject: ['isNull'],
  hasOne: ['isNull'],
  hasMany: [],
};

/** The comparisons that fit the values of a field. */
export function lookupsFor(descriptor: FieldDescriptor): readonly Lookup[] {
  return isWholeNumber(descriptor) ? ordered : fitting[descriptor.kind];
}

/** Whether a field that may hold a text is said to hold numbers. */
function isWholeNumber({ kind, constraints }: FieldDescriptor): boolean {
  if (kind === 'auto') return constraints['increment'] === true;
  return (kind === 'identifier' || kind === 'reference') && constraints['type'] === 'integer';
}

/** Whether the values of a field have an order that says something. */
export function isOrdered(descriptor: FieldDescriptor): boolean {
  return lookupsFor(descriptor).includes('gt');
}

/** Whether an operand is always a text, whatever the values of the field. */
export function takesText(lookup: Lookup): boolean {
  return (text as readonly Lookup[]).includes(lookup);
}

/** What values of different fields can be compared with each other: those of one family. Undefined for those of none. */
export function familyOf(
  descriptor: FieldDescriptor,
): 'number' | 'text' | 'instant' | 'day' | 'choice' | undefined {
  switch (descriptor.kind) {
    case 'integer':
    case 'float':
    case 'decimal':
      return 'number';
    case 'dateTime':
      return 'instant';
    case 'date':
      return 'day';
    case 'enum':
    case 'status':
      return 'choice';
    default:
      if (isWholeNumber(descriptor)) return 'number';
      return isOrdered(descriptor) ? 'text' : undefined;
  }
}
