import type { JsonValue } from '@domainry/core';
import type { Landscape } from '@domainry/model';
import { compareDecimals, fixedDecimal } from '../text/fixed-decimal.js';
import { formOf, type Lengths, type TextForm, type ValueForm } from '../value-form.js';

/** A value that code gave, as JSON writes it: decimal numbers have as many digits after the point as they always have. */
export function jsonOf(form: ValueForm, value: JsonValue): JsonValue {
  if (form.type === 'decimal' && (typeof value === 'string' || typeof value === 'number'))
    return fixedDecimal(String(value), form.scale);
  if (form.type === 'list' && Array.isArray(value))
    return (value as readonly JsonValue[]).map((item) => jsonOf(form.item, item));
  if (form.type === 'dict' && isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, jsonOf(form.item, item)]));
  return value;
}

/** Whether a value, as JSON, is one of a form: examples and defaults come from people, and may not be. */
export function fits(landscape: Landscape, form: ValueForm, value: JsonValue): boolean {
  switch (form.type) {
    case 'text':
      return typeof value === 'string' && fitsText(form, value);
    case 'uuid':
      return typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value);
    case 'textOrInteger':
      return (
        Number.isSafeInteger(value) || (typeof value === 'string' && value !== '' && value.length <= 255)
      );
    case 'integer':
    case 'number': {
      if (typeof value !== 'number' || (form.type === 'integer' && !Number.isSafeInteger(value)))
        return false;
      const { min = -Infinity, max = Infinity, choices } = form;
      return value >= min && value <= max && (choices === undefined || choices.includes(value));
    }
    case 'boolean':
      return typeof value === 'boolean';
    case 'bigInteger':
    case 'decimal':
      return typeof value === 'string' && fitsDigits(form, value);
    case 'date':
    case 'instant':
      return typeof value === 'string' && fitsTime(form, value);
    case 'choice':
      return (form.values as readonly unknown[]).includes(value);
    case 'list':
      return (
        Array.isArray(value) &&
        isWithin(form, value.length) &&
        (value as readonly JsonValue[]).every((item) => fits(landscape, form.item, item))
      );
    case 'dict':
      return (
        isRecord(value) &&
        isWithin(form, Object.keys(value).length) &&
        Object.values(value).every((item) => fits(landscape, form.item, item))
      );
    case 'element':
      return isRecord(value) && fitsElement(landscape, form.id, value);
    case 'anything':
      return true;
  }
}

/** Whether a text matches its pattern; whether a pattern is one was seen to when it was declared. */
export function fitsText({ pattern, patternFlags, choices, ...lengths }: TextForm, value: string): boolean {
  if (!isWithin(lengths, value.length) || (choices !== undefined && !choices.includes(value))) return false;
  if (pattern === undefined) return true;
  try {
    return new RegExp(pattern, patternFlags).test(value);
  } catch {
    return false;
  }
}

/** Forms whose values are digits in a text. */
export type DigitsForm = ValueForm & { readonly type: 'bigInteger' | 'decimal' };

/** Whether a text is a number of a form. */
export function fitsDigits(form: DigitsForm, value: string): boolean {
  const scale = form.type === 'bigInteger' ? 0 : form.scale;
  if (!/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value) || (scale === 0 && value.includes('.'))) return false;
  const [before = '', after = ''] = fixedDecimal(value).replace('-', '').split('.');
  if (after.length > (scale ?? Infinity)) return false;
  if (form.type === 'decimal' && form.precision !== undefined) {
    const digits = `${before === '0' ? '' : before}${after}`.length;
    if (digits > form.precision) return false;
    if (scale !== undefined && before !== '0' && before.length > form.precision - scale) return false;
  }
  return (
    (form.min === undefined || compareDecimals(value, form.min) >= 0) &&
    (form.max === undefined || compareDecimals(value, form.max) <= 0) &&
    (form.choices === undefined || form.choices.includes(value))
  );
}

function fitsTime(form: ValueForm & { type: 'date' | 'instant' }, value: string): boolean {
  const shape =
    form.type === 'date'
      ? /^\d{4}-\d\d-\d\d$/
      : /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;
  const moment = (text: string): number => Date.parse(text);
  if (!shape.test(value) || Number.isNaN(moment(value))) return false;
  return (
    (form.min === undefined || moment(value) >= moment(form.min)) &&
    (form.max === undefined || moment(value) <= moment(form.max))
  );
}

function fitsElement(landscape: Landscape, id: string, value: Readonly<Record<string, JsonValue>>): boolean {
  const fields = landscape.find(id)?.fields ?? [];
  return (
    Object.keys(value).every((key) => fields.some(({ name }) => name === key)) &&
    fields.every((field) => {
      const part = value[field.name];
      if (part === undefined) return field.presence !== 'required' && field.presence !== 'nullable';
      return (
        (part === null && field.presence === 'nullable') || fits(landscape, formOf(landscape, field), part)
      );
    })
  );
}

function isWithin({ minLength = 0, maxLength = Infinity }: Lengths, length: number): boolean {
  return length >= minLength && length <= maxLength;
}

function isRecord(
  value: JsonValue,
): value is Readonly<Record<string, JsonValue>> & { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
