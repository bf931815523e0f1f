import { expect, test } from '@jest/globals';
import { Decimal } from '@domainry/core';
import fc from 'fast-check';
import { compareDecimals, fixedDecimal } from '../../../src/formats/text/fixed-decimal.js';
import '../../same-cases-in-ci.js';

const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: -40, max: 40 }))
  .map(([digits, exponent]) => new Decimal(`${digits}e${exponent}`));

test('a decimal number is written without an exponent', () => {
  fc.assert(
    fc.property(decimals, (number) => {
      expect(fixedDecimal(number.toString())).toBe(number.toFixed());
      expect(fixedDecimal(number.toString(), number.decimalPlaces() + 2)).toBe(
        number.toFixed(number.decimalPlaces() + 2),
      );
    }),
  );
});

test('decimal numbers are compared as numbers', () => {
  fc.assert(
    fc.property(decimals, decimals, (one, other) => {
      expect(compareDecimals(one.toString(), other.toString())).toBe(one.comparedTo(other));
    }),
  );
});

test('what is no number stays as it is', () => {
  expect(fixedDecimal('a lot', 2)).toBe('a lot');
});
