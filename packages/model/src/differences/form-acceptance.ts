import type { FieldDocument } from '../document/field-document.js';
import { compareBounds } from './exact-number.js';
import { choicesOf, lengthsOf, valueFormOf, type ValueForm } from './value-form.js';

/** Lengths of texts of a form, as others may write them. Decimals and digits may be written as numbers, too. */
const textLengths: Readonly<Partial<Record<ValueForm, { readonly min: number; readonly max: number }>>> = {
  uuid: { min: 36, max: 36 },
  day: { min: 10, max: 10 },
  instant: { min: 20, max: 64 },
};

/**
 * Whether a field accepts all values of a field of another form. Says no where that cannot be told.
 *
 * Fields of one form are compared rule by rule instead, by `compareConstraints`.
 */
export function acceptsForm(reader: FieldDocument, writer: FieldDocument): boolean {
  const [reads, writes] = [valueFormOf(reader), valueFormOf(writer)];
  if (reads === 'any') return writes !== 'codec';
  if (writes === 'literals') return choicesOf(writer).every((value) => acceptsLiteral(reader, reads, value));
  switch (reads) {
    case 'text': {
      const lengths = writes === 'text' ? lengthsOf(writer) : textLengths[writes];
      return lengths !== undefined && acceptsLengths(reader, lengths);
    }
    case 'generated':
      return writes === 'text' && lengthsOf(writer).min >= 1 && lengthsOf(writer).max <= 255;
    case 'number':
      return writes === 'integer' && acceptsBounds(reader, writer);
    case 'digits':
      return writes === 'integer' && acceptsBounds(reader, writer);
    case 'decimal':
      return (
        (writes === 'integer' || writes === 'digits') &&
        acceptsBounds(reader, writer) &&
        acceptsDigits(reader, digitsOf(writer))
      );
    default:
      return false;
  }
}

function acceptsLiteral(reader: FieldDocument, reads: ValueForm, value: unknown): boolean {
  switch (reads) {
    case 'literals':
      return choicesOf(reader).includes(value);
    case 'text':
      return typeof value === 'string' && acceptsLengths(reader, { min: value.length, max: value.length });
    case 'number':
      return typeof value === 'number' && isWithin(value, reader);
    case 'integer':
    case 'digits':
      return Number.isSafeInteger(value) && isWithin(value as number, reader);
    case 'decimal':
      return (
        Number.isSafeInteger(value) &&
        isWithin(value as number, reader) &&
        acceptsDigits(reader, digitsIn(value))
      );
    default:
      return false;
  }
}

/** Whether a decimal number has room for whole numbers of so many digits. */
function acceptsDigits({ constraints: { precision, scale } }: FieldDocument, digits: number): boolean {
  return typeof precision !== 'number' || digits <= precision - (typeof scale === 'number' ? scale : 0);
}

/** How many digits the whole numbers of a field have at most. */
function digitsOf({ constraints: { min, max } }: FieldDocument): number {
  return min === undefined || max === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(digitsIn(min), digitsIn(max));
}

function digitsIn(whole: unknown): number {
  return String(whole).replace(/^-/, '').length;
}

function acceptsLengths(
  reader: FieldDocument,
  { min, max }: { readonly min: number; readonly max: number },
): boolean {
  const lengths = lengthsOf(reader);
  return reader.constraints['pattern'] === undefined && lengths.min <= min && lengths.max >= max;
}

function acceptsBounds(reader: FieldDocument, writer: FieldDocument): boolean {
  const { constraints } = writer;
  const isSafe = valueFormOf(writer) === 'integer';
  const min = constraints['min'] ?? (isSafe ? Number.MIN_SAFE_INTEGER : undefined);
  const max = constraints['max'] ?? (isSafe ? Number.MAX_SAFE_INTEGER : undefined);
  const { min: least, max: most } = reader.constraints;
  return (
    (least === undefined || (min !== undefined && (compareBounds(least, min) ?? 1) <= 0)) &&
    (most === undefined || (max !== undefined && (compareBounds(max, most) ?? 1) <= 0))
  );
}

function isWithin(value: number, { constraints }: FieldDocument): boolean {
  const { min, max } = constraints;
  return (
    (min === undefined || (compareBounds(min, value) ?? 1) <= 0) &&
    (max === undefined || (compareBounds(value, max) ?? 1) <= 0)
  );
}
