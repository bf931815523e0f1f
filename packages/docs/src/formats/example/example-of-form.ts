import type { JsonValue } from '@domainry/core';
import { wordsOf } from '../names/identifier.js';
import { fixedDecimal } from '../text/fixed-decimal.js';
import type { NumberForm, TextForm, ValueForm } from '../value-form.js';
import { fitsDigits, fitsText, type DigitsForm } from './fits.js';
import { textOfPattern } from './text-of-pattern.js';

/**
 * A value of a form; undefined when none was found.
 *
 * @param name - of the field: texts say what they stand for.
 * @param contentsOf - what another element looks like; undefined where examples should end.
 */
export function exampleOfForm(
  form: ValueForm,
  name: string,
  contentsOf: (id: string) => JsonValue | undefined,
  place = 0,
): JsonValue | undefined {
  switch (form.type) {
    case 'text':
      return textExample(form, name, place);
    case 'uuid':
      return `018f3c7e-5b2a-7c3d-9e4f-${String(place + 1).padStart(12, '0')}`;
    case 'textOrInteger':
      return textExample({ type: 'text', maxLength: 255 }, name, place);
    case 'integer':
    case 'number':
      return numberExample(form, place);
    case 'boolean':
      return place % 2 === 0;
    case 'bigInteger':
    case 'decimal':
      return form.choices === undefined ? digitsExample(form, place) : form.choices[place];
    case 'date':
    case 'instant':
      return timeExample(form, place);
    case 'choice':
      return form.values[place];
    case 'list':
      return listExample(form, name, contentsOf);
    case 'dict':
      return dictExample(form, name, contentsOf);
    case 'element':
      return contentsOf(form.id);
    case 'anything':
      return `any ${wordsOf(name).join(' ')}`.trimEnd();
  }
}

function textExample(form: TextForm, name: string, place: number): string | undefined {
  const { choices, pattern, minLength = 0, maxLength = 255 } = form;
  if (choices !== undefined) return choices.filter((choice) => fitsText(form, choice))[place];
  const suffix = place === 0 ? '' : ` ${place + 1}`;
  const named = `${wordsOf(name).join(' ') || 'text'}${suffix}`.slice(-Math.max(maxLength, 0) || 0);
  const candidates = [
    maxLength === 0 ? '' : named.padEnd(minLength, 'x'),
    ...(pattern === undefined ? [] : [textOfPattern(pattern, 0), textOfPattern(pattern, minLength)]),
  ];
  return candidates.find((candidate) => candidate !== undefined && fitsText(form, candidate));
}

function numberExample({ type, min, max, choices }: NumberForm, place: number): number | undefined {
  if (choices !== undefined) return choices[place];
  const usual = type === 'integer' ? 1 : 1.5;
  const value = Math.min(Math.max(usual, min ?? usual), max ?? Infinity) + place;
  const isInside = value >= (min ?? -Infinity) && value <= (max ?? Infinity);
  if (isInside) return value;
  const below = value - 2 * place;
  return below >= (min ?? -Infinity) ? below : undefined;
}

function digitsExample(form: DigitsForm, place: number): string | undefined {
  const scale = form.type === 'decimal' ? form.scale : 0;
  const bounds = [form.min, form.max].flatMap((bound) => bound ?? []);
  return [String(1 + place), ...(place === 0 ? [...bounds, '0', '0.1'] : [])]
    .map((number) => fixedDecimal(number, scale))
    .find((number) => fitsDigits(form, number));
}

function timeExample(
  { type, min, max }: { readonly type: 'date' | 'instant'; readonly min?: string; readonly max?: string },
  place: number,
): string | undefined {
  const usual = Date.UTC(2025, 0, 31 + place, 9, 30);
  const from = min === undefined ? usual : Date.parse(min);
  const to = max === undefined ? Infinity : Date.parse(max);
  const moment = Math.min(Math.max(usual, from), to);
  if (place > 0 && moment !== usual) return undefined;
  const written = new Date(moment).toISOString();
  return type === 'date' ? written.slice(0, 10) : written;
}

function listExample(
  form: ValueForm & { readonly type: 'list' },
  name: string,
  contentsOf: (id: string) => JsonValue | undefined,
): JsonValue | undefined {
  const { item, minLength = 0, maxLength = 1 } = form;
  const items: JsonValue[] = [];
  for (let place = 0; items.length < Math.max(minLength, Math.min(1, maxLength)); place++) {
    const value = exampleOfForm(item, name, contentsOf, form.distinct === true ? place : 0);
    if (value === undefined) break;
    items.push(value);
  }
  return items.length < minLength ? undefined : items;
}

function dictExample(
  form: ValueForm & { readonly type: 'dict' },
  name: string,
  contentsOf: (id: string) => JsonValue | undefined,
): JsonValue | undefined {
  const { item, minLength = 0, maxLength = 1 } = form;
  const value = exampleOfForm(item, name, contentsOf);
  if (value === undefined) return minLength === 0 ? {} : undefined;
  const count = Math.max(minLength, Math.min(1, maxLength));
  return Object.fromEntries(Array.from({ length: count }, (_, place) => [`key${place + 1}`, value]));
}
