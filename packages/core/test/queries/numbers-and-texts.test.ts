import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { Decimal } from '@domainry/core';
import { compareText } from '../../src/queries/compare-text.js';
import {
  addExact,
  compareExact,
  divideExact,
  exactNumber,
  exactText,
} from '../../src/queries/exact-number.js';
import { foldCase } from '../../src/queries/fold-case.js';

const Wide = Decimal.clone({ precision: 500, rounding: Decimal.ROUND_HALF_UP });
const number = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat(25))
  .map(([digits, scale]) => new Wide(String(digits)).div(new Wide(10).pow(scale)).toFixed());

describe('numbers that are kept as text', () => {
  test('are compared and added as numbers, whatever their size', () => {
    fc.assert(
      fc.property(number, number, (one, other) => {
        const [left, right] = [exactNumber(one), exactNumber(other)];
        expect(Math.sign(compareExact(left, right))).toBe(new Wide(one).cmp(other));
        expect(exactText(addExact(left, right))).toBe(new Wide(one).add(other).toFixed());
        expect(exactText(left)).toBe(one === '-0' ? '0' : one);
      }),
    );
  });

  test('have an average of at most 20 digits after the point, halves rounded away from 0', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 1000 }), (sum, count) => {
        const exact = exactNumber(sum);
        const expected = new Wide(sum).div(count).toDecimalPlaces(Math.max(20, exact.scale));
        expect(exactText(divideExact(exact, count))).toBe(expected.isZero() ? '0' : expected.toFixed());
      }),
    );
    expect(exactText(divideExact(exactNumber('-1'), 8))).toBe('-0.125');
  });

  test.each([
    ['1e3', '1000'],
    ['1.5E-3', '0.0015'],
    [1e21, '1000000000000000000000'],
    ['-0.00', '0'],
    ['007', '7'],
  ])('%s is read as %s', (given, expected) => {
    expect(exactText(exactNumber(given))).toBe(expected);
  });

  test.each(['', 'x', '1.', '.5', 'Infinity', '1e99999'])('%j is no number', (given) => {
    expect(() => exactNumber(given)).toThrow(RangeError);
  });
});

describe('texts', () => {
  test('are ordered as their UTF-8 bytes are', () => {
    const text = fc.string({ unit: 'binary', maxLength: 5 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(Math.sign(compareText(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
      { numRuns: 1000 },
    );
    expect(compareText('\uFFFD', '\u{1F600}')).toBeLessThan(0);
  });

  test('lose their case point by point, whatever stands around', () => {
    expect(['ÉCOLE', 'ΟΔΟΣ', 'İI', 'ß', 'STRASSE', '😀A'].map(foldCase)).toEqual([
      'école',
      'οδοσ',
      'ii',
      'ß',
      'strasse',
      '😀a',
    ]);
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(foldCase(one + other)).toBe(foldCase(one) + foldCase(other));
        expect(foldCase(foldCase(one))).toBe(foldCase(one));
      }),
    );
  });
});
