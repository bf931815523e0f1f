import type { JsonValue } from '../errors/violation.js';
import { isCleanText } from './clean-text.js';
import type { ReportOption } from './field.js';
import { REJECTED, type Inspection } from './inspection.js';
import { hasLength, type Lengths } from './lengths.js';
import type { InlineNames, JsonSchema, ValueRule } from './value-rule.js';

/** What a text must look like. */
export interface TextShape extends Lengths {
  readonly pattern?: RegExp | undefined;
}

/** The rule of all kinds whose values are texts. */
export function textRule(shape: TextShape): ValueRule {
  const { minLength = 0, maxLength, pattern } = shape;
  const accept = (value: unknown, inspection: Inspection): unknown => {
    if (typeof value !== 'string') return inspection.reject('type', 'string', value, 'a string');
    // Length first, so that a hostile text is not searched through.
    const fits = hasLength(shape, value.length, 'characters', value, inspection);
    if (fits && !isCleanText(value)) return rejectUncleanText(value, inspection);
    if (fits && pattern !== undefined && !pattern.test(value)) {
      return inspection.reject('pattern', String(pattern), value, `a text that matches ${String(pattern)}`);
    }
    return fits ? value : REJECTED;
  };
  const test = (v: string, names: InlineNames): string =>
    `typeof ${v} === 'string'` +
    (minLength === 0 ? '' : ` && ${v}.length >= ${minLength}`) +
    (maxLength === undefined ? '' : ` && ${v}.length <= ${maxLength}`) +
    ` && isCleanText(${v})` +
    (pattern === undefined ? '' : ` && ${names['pattern']}.test(${v})`);
  return {
    accept,
    decode: accept,
    encode: (kept) => kept as JsonValue,
    inline: { ...(pattern === undefined ? {} : { constants: { pattern } }), test, encode: (kept) => kept },
    schema: (): JsonSchema => ({
      type: 'string',
      ...(minLength === 0 ? {} : { minLength }),
      ...(maxLength === undefined ? {} : { maxLength }),
      // Flags cannot be written in JSON Schema, whose patterns are always read as with `u`.
      ...(pattern === undefined || pattern.flags.replace('u', '') !== '' ? {} : { pattern: pattern.source }),
    }),
  };
}

/** Refuses a text that {@link isCleanText} says no to. */
export function rejectUncleanText(value: string, inspection: Inspection): ReturnType<Inspection['reject']> {
  return inspection.reject(
    'text',
    'text without NUL and lone surrogates',
    value,
    'a text that can be stored, without NUL and without halves of surrogate pairs',
  );
}

/** The pattern a user gave, without memory of the last search; reports what is none. */
export function checkPattern(given: unknown, report: ReportOption): RegExp | undefined {
  if (given === undefined) return undefined;
  if (!(given instanceof RegExp)) {
    report('pattern', 'pattern is no RegExp', 'Give a RegExp, for instance /^[A-Z]{3}$/.');
    return undefined;
  }
  if (given.sticky) {
    report(
      'pattern',
      'pattern has the flag y, which looks where the last search ended',
      'Remove y; anchor with ^.',
    );
  }
  return new RegExp(given.source, given.flags.replace(/[gy]/g, ''));
}

/** The pattern as data, for descriptors. */
export function describePattern(pattern: RegExp | undefined): { pattern?: string; patternFlags?: string } {
  if (pattern === undefined) return {};
  return { pattern: pattern.source, ...(pattern.flags === '' ? {} : { patternFlags: pattern.flags }) };
}
