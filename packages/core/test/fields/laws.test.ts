/** @needs-code-generation the shortcuts of compiled code are compiled here */
import { describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { isCleanText } from '../../src/fields/clean-text.js';
import { field } from '../../src/fields/field-namespace.js';
import { Inspection, REJECTED } from '../../src/fields/inspection.js';
import type { ValueRule } from '../../src/fields/value-rule.js';
import { isQuick } from '../is-quick.js';
import { hostileValues } from './hostile-values.js';
import { fieldOf, look } from './look.js';

const cleanText = fc.string({ unit: 'binary', maxLength: 80 }).filter((text) => isCleanText(text));
const day = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const instant = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const decimal = fc
  .tuple(fc.bigInt(), fc.integer({ min: -60, max: 60 }))
  .map(([digits, exponent]) => new Decimal(`${digits}e${exponent}`));
const jsonValue = fc.jsonValue().filter((value) => value !== null && isStorable(value));
const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const integer = fc.maxSafeInteger();
const point = {
  name: 'point',
  accept: (value: unknown) => {
    if (Array.isArray(value) && value.length < 100 && value.every((part) => Number.isInteger(part)))
      return value as number[];
    throw new Error('a point');
  },
  toJson: (value: number[]) => value.join(';'),
  fromJson: (json: unknown) => (json === '' ? [] : String(json).split(';').map(Number)),
};

const hostile = hostileValues();
const hostileKeys = ['__proto__', 'constructor', 'prototype'];

function isStorable(data: unknown): boolean {
  if (typeof data === 'string') return isCleanText(data);
  if (typeof data !== 'object' || data === null) return true;
  return Object.entries(data).every(
    ([key, part]) => isStorable(key) && !hostileKeys.includes(key) && isStorable(part),
  );
}

enum Level {
  Low,
  High = 7,
}

/** Every kind that holds values of its own, with values it takes. */
const kinds: readonly (readonly [string, unknown, fc.Arbitrary<unknown>])[] = [
  ['string', field.string(), cleanText],
  [
    'string with a pattern',
    field.string({ minLength: 1, pattern: /^[a-z]+$/gi }),
    fc.stringMatching(/^[a-z]{1,20}$/),
  ],
  ['text', field.text(), cleanText],
  ['integer', field.integer(), integer],
  ['bounded integer', field.integer({ min: -3, max: 5 }), fc.integer({ min: -3, max: 5 })],
  ['bigint', field.integer({ bigint: true }), fc.bigInt()],
  ['bounded bigint', field.integer({ bigint: true, min: -5n, max: 5n }), fc.bigInt({ min: -5n, max: 5n })],
  ['float', field.float(), finite],
  [
    'bounded float',
    field.float({ min: -0.5, max: 1e300 }),
    fc.double({ min: -0.5, max: 1e300, noNaN: true }),
  ],
  ['decimal', field.decimal(), decimal],
  ['decimal with scale', field.decimal({ scale: 60 }), decimal],
  ['boolean', field.boolean(), fc.boolean()],
  ['date', field.date(), day],
  ['bounded date', field.date({ min: '0001-01-01', max: '9999-12-31' }), day],
  ['dateTime', field.dateTime(), instant],
  ['bounded dateTime', field.dateTime({ min: new Date(0) }), instant.filter((date) => date.getTime() >= 0)],
  ['identifier', field.identifier(), cleanText.filter((text) => text !== '')],
  ['uuid', field.identifier({ type: 'uuid' }), fc.uuid()],
  ['uuid in capitals', field.identifier({ type: 'uuid' }), fc.uuid().map((uuid) => uuid.toUpperCase())],
  ['integer identifier', field.identifier({ type: 'integer' }), integer],
  ['reference', field.reference('Product'), cleanText.filter((text) => text !== '')],
  ['auto', field.auto(), fc.uuid()],
  ['auto from a function', field.auto({ from: () => 1 }), fc.oneof(integer, fc.uuid())],
  ['counted auto', field.auto({ increment: true }), integer],
  ['enum', field.enum(Level), fc.constantFrom(0, -0, 7)],
  [
    'enum of many',
    field.enum(Array.from({ length: 20 }, (_, index) => index)),
    fc.integer({ min: 0, max: 19 }),
  ],
  [
    'enum of quotes',
    field.enum(["'", '"', '\\', '\u2028', '${v}']),
    fc.constantFrom("'", '"', '\\', '\u2028', '${v}'),
  ],
  ['status', field.status(['a', 'b']), fc.constantFrom('a', 'b')],
  ['json', field.json(), jsonValue],
  ['list', field.list(field.string(), { maxLength: 9 }), fc.array(cleanText, { maxLength: 9 })],
  ['list of lists of instants', field.list(field.list(field.dateTime())), fc.array(fc.array(instant))],
  [
    'distinct list',
    field.list(field.decimal(), { distinct: true }),
    fc.uniqueArray(decimal, { comparator: (a, b) => a.eq(b) }),
  ],
  [
    'dict',
    field.dict(field.decimal()),
    fc.dictionary(
      cleanText.filter((key) => !hostileKeys.includes(key)),
      decimal,
    ),
  ],
  ['custom', field.custom(point as never), fc.array(fc.integer().map((part) => part + 0))],
  ['string with choices', field.string({ choices: ['a', 'b'] }), fc.constantFrom('a', 'b')],
  [
    'float with validators',
    field.float({ validators: [(value) => value > 0] }),
    finite.filter((value) => value > 0),
  ],
];

function accept(rule: ValueRule, value: unknown): unknown {
  return rule.accept(value, new Inspection('Sample', 'code'));
}

function texts(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part));
}

function isFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Date) return true;
  if (!Object.isFrozen(value)) return false;
  const parts = value instanceof Decimal ? [value.d] : Object.values(value);
  return parts.every((part) => isFrozen(part));
}

describe.each(kinds)('%s', (_name, decorator, values) => {
  const descriptor = fieldOf(decorator);
  const { rule } = descriptor;
  const same = rule.equals ?? Object.is;
  const show = (kept: unknown): unknown => rule.show?.(kept) ?? kept;

  test('what is written, through real JSON, is read as an equal value that is written alike', () => {
    fc.assert(
      fc.property(values, (value) => {
        const { kept, json, messages } = look(descriptor, value, 'code');
        const read = look(descriptor, JSON.parse(JSON.stringify(json)), 'json');

        return (
          messages.length + read.messages.length === 0 &&
          same(read.kept, kept) &&
          JSON.stringify(read.json) === JSON.stringify(json)
        );
      }),
    );
  });

  test('what is shown is taken again as an equal value', () => {
    fc.assert(
      fc.property(values, (value) => {
        const kept = accept(rule, value);
        return same(accept(rule, show(kept)), kept);
      }),
    );
  });

  test('what is kept, and what is shown, cannot be changed', () => {
    fc.assert(
      fc.property(values, (value) => {
        const kept = accept(rule, value);
        return isFrozen(kept) && isFrozen(show(kept));
      }),
    );
  });

  test('what is given stays as it was, and can still be changed', () => {
    fc.assert(
      fc.property(values, (value) => {
        const before = texts(value);
        accept(rule, value);
        return texts(value) === before && (typeof value !== 'object' || !Object.isFrozen(value));
      }),
    );
  });

  test('the shortcut of compiled code takes only what the rule takes, and keeps and writes the same', () => {
    const { inline } = rule;
    if (inline === undefined) return;
    const constants = inline.constants ?? {};
    const names = Object.fromEntries(Object.keys(constants).map((name) => [name, `c7_${name}`]));
    const compile = (source: string) =>
      // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- as compiled classes do
      new Function('isCleanText', ...Object.values(names), `return (v) => ${source};`)(
        isCleanText,
        ...Object.values(constants),
      ) as (value: unknown) => unknown;
    const taken = compile(inline.test('v', names));
    const keep = compile(inline.keep?.('v', names) ?? 'v');
    const encode = inline.encode ? compile(inline.encode('v', names)) : (kept: unknown) => rule.encode(kept);
    const check = (value: unknown): void => {
      if (taken(value) !== true) return;
      const kept = accept(rule, value);
      expect(kept).not.toBe(REJECTED);
      expect(Object.is(keep(value), kept)).toBe(true);
      expect(encode(kept)).toBe(rule.encode(kept));
    };

    fc.assert(fc.property(fc.oneof(values, fc.anything({ withBigInt: true, withDate: true })), check));
    for (const value of hostile.values()) check(value);
    const usual = fc.sample(values, 20).filter((value) => taken(value) === true);
    expect(usual.length).toBeGreaterThan(descriptor.constraints['type'] === 'uuid' ? -1 : 10);
  });

  test('hostile values are taken or refused at once, and no prototype is touched', () => {
    for (const [what, value] of hostile) {
      for (const source of ['code', 'json'] as const) {
        let looked: ReturnType<typeof look>;
        const quick = isQuick(() => (looked = look(descriptor, value, source)), 1000);
        const { violations, kept } = looked!;

        // The bar is 100 ms on a machine of its own.
        expect([what, quick]).toEqual([what, true]);
        expect(
          violations.every(({ message }) => message.startsWith('Sample.value') && message.length < 1500),
        ).toBe(true);
        expect(JSON.parse(JSON.stringify(violations))).toEqual(violations);
        expect(isFrozen(kept)).toBe(true);
      }
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('anything at all is taken or refused, never an error', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withBoxedValues: true,
          withDate: true,
          withMap: true,
          withNullPrototype: true,
          withSet: true,
          withSparseArray: true,
          withTypedArray: true,
        }),
        fc.constantFrom('code' as const, 'json' as const),
        (value, source) => {
          if (value === undefined || value === null) return true;
          const { violations } = look(descriptor, value, source);
          return violations.every(({ code, expected }) => /^[a-zA-Z]+$/.test(code) && expected !== '');
        },
      ),
    );
  });
});
