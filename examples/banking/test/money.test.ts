import { ValidationError } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { Decimal } from 'decimal.js';
import { Iban } from '../src/iban.js';
import { Money } from '../src/money.js';

describe('Money', () => {
  test('is the same when amount and currency are', () => {
    expect(Money.euros('2.5').equals(Money.euros('2.50'))).toBe(true);
    expect(Money.euros('2.50').equals(Money.euros('2.50').with({ currency: 'USD' }))).toBe(false);
  });

  test('never changes: another amount is another money', () => {
    const price = Money.euros('2.50');

    const higher = price.with({ amount: new Decimal('3.00') });

    expect(price.toDict()).toEqual({ amount: '2.50', currency: 'EUR' });
    expect(higher.toDict()).toEqual({ amount: '3.00', currency: 'EUR' });
  });

  test.each([
    ['0.00', 'min'],
    ['-1.00', 'min'],
    ['0.005', 'scale'],
    ['1.005', 'scale'],
    ['ten', 'type'],
  ])('is never %s', (amount, code) => {
    expect(() => Money.fromDict({ amount, currency: 'EUR' })).toThrow(
      expect.objectContaining({ violations: [expect.objectContaining({ path: ['amount'], code })] }),
    );
  });

  test('has whole cents, exactly', () => {
    expect(Money.euros('1234567.89').cents).toBe(123_456_789);
    expect(Money.euros('0.29').cents).toBe(29);
  });
});

describe('An IBAN', () => {
  test('is one whose check digits fit', () => {
    expect(new Iban({ number: 'DE89370400440532013000' }).number).toBe('DE89370400440532013000');
  });

  test('notices two digits that changed places', () => {
    expect(() => new Iban({ number: 'DE89370400440532010300' })).toThrow(ValidationError);
  });
});
