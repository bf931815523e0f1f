import { describe, expect, test } from '@jest/globals';
import { field } from '../../src/fields/field-namespace.js';
import { Decimal } from 'decimal.js';
import { fieldOf, fromCode, fromJson, problemsOf } from './look.js';

const money = field.decimal({ precision: 5, scale: 2 });

describe('decimal', () => {
  test('code hands in a Decimal, which is copied exactly', () => {
    const given = new Decimal('123456789012345678901234567890.123456789');

    const { kept } = fromCode(field.decimal(), given);

    expect(kept).toBeInstanceOf(Decimal);
    expect(kept).not.toBe(given);
    expect((kept as Decimal).toFixed()).toBe('123456789012345678901234567890.123456789');
  });

  test('a Decimal of another copy of the library is taken over', () => {
    const Other = Decimal.clone({ precision: 5 });
    const { kept } = fromCode(field.decimal(), new Other('1.23456789'));

    expect((kept as Decimal).constructor).toBe(Decimal);
    expect((kept as Decimal).toString()).toBe('1.23456789');
  });

  test('what is kept is frozen, and still calculates', () => {
    const kept = fromCode(field.decimal(), new Decimal('2.50')).kept as Decimal;

    expect(Object.isFrozen(kept)).toBe(true);
    expect(() => kept.d.push(1)).toThrow(TypeError);
    expect(() => Object.assign(kept, { s: -1 })).toThrow(TypeError);
    expect(kept.plus(1).times(kept).div(3).sqrt().toDecimalPlaces(3).toString()).toBe('1.708');
    expect([kept.neg(), kept.abs(), kept.round(), kept.mod(2), kept.pow(2), kept.toFraction()].join()).toBe(
      '-2.5,2.5,3,0.5,6.25,5,2',
    );
  });

  test.each([1, 1.5, '1', 1n, {}, Number.NaN, null])('code hands in nothing else: %p', (value) => {
    expect(fromCode(field.decimal(), value).codes).toEqual(['type']);
  });

  test.each([new Decimal(Number.NaN), new Decimal(Infinity), new Decimal(-Infinity)])(
    '%p is refused',
    (value) => {
      expect(fromCode(field.decimal(), value).codes).toEqual(['type']);
    },
  );

  test('JSON has a text, written as a number of JSON, or a safe integer', () => {
    expect(fromJson(field.decimal(), '-0.10').json).toBe('-0.1');
    expect(fromJson(field.decimal(), '1e3').json).toBe('1000');
    expect(fromJson(field.decimal(), '1.5E-2').json).toBe('0.015');
    expect(fromJson(field.decimal(), 7).json).toBe('7');
  });

  test.each([
    0.1,
    2 ** 53,
    '',
    '.5',
    '5.',
    '+1',
    '01',
    '1,5',
    '0x1',
    '0b1',
    ' 1',
    '1_000',
    'NaN',
    'Infinity',
    [1],
  ])('JSON has no other form of it: %p', (value) => {
    expect(fromJson(field.decimal(), value).codes).toEqual(['type']);
  });

  test('a number of JSON is refused with the reason that it may not be exact', () => {
    expect(fromJson(money, 0.1).messages).toEqual([
      'Sample.value: expected a decimal number as a string, or a safe integer, received 0.1.',
    ]);
  });

  test('−0 is kept as 0', () => {
    expect(Object.is((fromCode(field.decimal(), new Decimal('-0')).kept as Decimal).toNumber(), 0)).toBe(
      true,
    );
    expect(fromJson(field.decimal({ scale: 2 }), '-0.00').json).toBe('0.00');
  });

  test('too many digits are refused, never rounded', () => {
    expect(fromCode(money, new Decimal('1.005')).messages).toEqual([
      'Sample.value: expected at most 2 digits after the point, received the Decimal 1.005.',
    ]);
    expect(fromCode(money, new Decimal('1000')).messages).toEqual([
      'Sample.value: expected at most 3 digits before the point, received the Decimal 1000.',
    ]);
    expect(fromCode(field.decimal({ precision: 3 }), new Decimal('12.34')).codes).toEqual(['precision']);
    expect(fromCode(field.decimal({ precision: 3 }), new Decimal('1200')).codes).toEqual(['precision']);
    expect(fromCode(field.decimal({ precision: 3 }), new Decimal('0.00123')).codes).toEqual([]);
  });

  test('zeros at the end do not count, and JSON has as many as the scale says', () => {
    expect(fromJson(money, '1.5000').json).toBe('1.50');
    expect(fromCode(money, new Decimal('999.99')).json).toBe('999.99');
    expect(fromCode(field.decimal({ precision: 2, scale: 2 }), new Decimal('0.99')).json).toBe('0.99');
    expect(fromCode(field.decimal({ precision: 2, scale: 2 }), new Decimal('0')).json).toBe('0.00');
  });

  test('JSON has it in plain notation, however large or small', () => {
    expect(fromCode(field.decimal(), new Decimal('1e30')).json).toBe(`1${'0'.repeat(30)}`);
    expect(fromCode(field.decimal(), new Decimal('1e-10')).json).toBe('0.0000000001');
  });

  test.each([
    '1e1000000',
    '-1e999999999999999',
    '1e-1000000',
    '1e-99999999999999999999',
    `0.${'1'.repeat(5000)}`,
  ])('hostile exponents and lengths are refused at once: %.20s', (text) => {
    expect(fromJson(money, text).codes).toEqual(['precision']);
  });

  test('Decimals with hostile exponents are refused at once', () => {
    expect(fromCode(field.decimal(), new Decimal('1e1000000')).codes).toEqual(['precision']);
    expect(fromCode(field.decimal(), new Decimal('1e-1000000')).codes).toEqual(['precision']);
    expect(fromCode(field.decimal(), new Decimal('1e998')).codes).toEqual([]);
  });

  test.each([
    ['no digits', { s: 1, e: 0, d: [] }],
    ['no array', { s: 1, e: 0, d: 'abc' }],
    ['words too large', { s: 1, e: 0, d: [1e7] }],
    ['half a digit', { s: 1, e: 0, d: [1.5] }],
    ['another exponent than its digits', { s: 1, e: 3, d: [1] }],
    ['no sign', { s: 0, e: 0, d: [1] }],
    ['a method instead of digits', { s: 1, e: 0, d: { slice: () => [1] } }],
  ])('what only calls itself a Decimal is refused: %s', (_what, parts) => {
    const impostor = { toStringTag: '[object Decimal]', constructor: Decimal, ...parts };

    expect(fromCode(field.decimal(), impostor).codes).toEqual(['type']);
  });

  test('bounds are inclusive, and may be given as text, integer or Decimal', () => {
    const bounded = field.decimal({ min: '0.01', max: new Decimal('2.5') });

    expect(['0', '0.01', '2.5', '2.51'].map((text) => fromCode(bounded, new Decimal(text)).messages)).toEqual(
      [
        ['Sample.value: expected at least 0.01, received the Decimal 0.'],
        [],
        [],
        ['Sample.value: expected at most 2.5, received the Decimal 2.51.'],
      ],
    );
    expect(fieldOf(bounded).constraints).toEqual({ min: '0.01', max: '2.5' });
    expect(fromCode(field.decimal({ min: 1 }), new Decimal('0.5')).codes).toEqual(['min']);
  });

  test('choices are compared by value', () => {
    const rates = field.decimal({ choices: [new Decimal('0.07'), new Decimal('0.19')] });

    expect(fromCode(rates, new Decimal('0.190')).codes).toEqual([]);
    expect(fromJson(rates, '0.2').messages).toEqual([
      'Sample.value: expected one of "0.07", "0.19", received the Decimal 0.2.',
    ]);
  });

  test('equal values are equal, whatever their notation', () => {
    const { rule } = fieldOf(field.decimal());
    const [one, other] = ['100', '1e2'].map((text) => fromJson(field.decimal(), text).kept);

    expect(rule.equals?.(one, other)).toBe(true);
    expect(rule.equals?.(one, fromJson(field.decimal(), '100.01').kept)).toBe(false);
  });

  test('options that make no sense are reported', () => {
    expect(problemsOf(field.decimal({ precision: 0, scale: -1, min: 0.1, max: 'ten' }))).toEqual([
      'precision: precision is no number of digits. Give an integer from 1 to 1000.',
      'scale: scale is no number of digits. Give an integer from 0 to 1000.',
      'min: min is not a decimal number. Give a decimal number as min, or leave it out.',
      'max: max is not a decimal number. Give a decimal number as max, or leave it out.',
    ]);
    expect(problemsOf(field.decimal({ precision: 2, scale: 3 }))).toEqual([
      'scale: scale (3) is above precision (2). Make scale at most precision.',
    ]);
    expect(problemsOf(field.decimal({ min: '2', max: '1' }))).toEqual([
      'min: min (2) is above max (1). Make min at most max.',
    ]);
    expect(problemsOf(field.decimal({ default: 1 } as never))).toHaveLength(1);
  });

  test('the schema is that of a text', () => {
    expect(fieldOf(money).rule.schema()).toEqual({
      type: 'string',
      format: 'decimal',
      pattern: '^-?(0|[1-9][0-9]*)(\\.[0-9]{1,2})?$',
    });
    expect(fieldOf(field.decimal({ scale: 0 })).rule.schema()['pattern']).toBe('^-?(0|[1-9][0-9]*)$');
  });
});
