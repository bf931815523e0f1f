import { ValidationError } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { Card, CardStatus } from '../src/card.js';
import { Customer, CustomerStatus } from '../src/customer.js';
import { whatHappened } from './what-happened.js';

const accountId = '0197a2c4-7e5c-7cc1-a3c5-2f6f3f0f9f10';

function givenCustomer(...cardNumbers: string[]): Customer {
  const customer = Customer.join('C-1', 'Ada Keller');
  for (const cardNumber of cardNumbers) customer.issueCard(cardNumber, accountId);
  customer.collectEvents();
  return customer;
}

function violationOf(act: () => unknown): { code: string; path: readonly (string | number)[] } {
  try {
    act();
  } catch (error) {
    if (error instanceof ValidationError) {
      const { code, path } = error.violations[0]!;
      return { code, path };
    }
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('A customer', () => {
  test('gets cards that have to be activated before they are of use', () => {
    const customer = givenCustomer();

    const card = customer.issueCard('5200', accountId);

    expect(card).toBeInstanceOf(Card);
    expect(customer.cards.get('5200')?.status).toBe(CardStatus.Issued);
    expect(whatHappened(customer)).toEqual([{ CardIssued: { customerNumber: 'C-1', cardNumber: '5200' } }]);
  });

  /** @covers Customer.cardsMustStayFew */
  test('has at most three cards; the fourth leaves no trace', () => {
    const customer = givenCustomer('1', '2', '3');

    const violation = violationOf(() => customer.issueCard('4', accountId));

    expect(violation).toEqual({ code: 'cards', path: ['cards'] });
    expect(customer.cards.map(({ cardNumber }) => cardNumber)).toEqual(['1', '2', '3']);
    expect(customer.pendingEvents).toEqual([]);
  });

  test('may have another card once one is cancelled', () => {
    const customer = givenCustomer('1', '2', '3');

    customer.cards.get('2')!.moveTo(CardStatus.Cancelled);
    customer.issueCard('4', accountId);

    expect(customer.cards.size).toBe(4);
  });

  /** @covers Customer.closedMeansNoCards */
  test('who leaves loses all cards in the same step', () => {
    const customer = givenCustomer('1', '2');

    customer.moveTo(CustomerStatus.Closed);

    expect(customer.cards.map(({ status }) => status)).toEqual([CardStatus.Cancelled, CardStatus.Cancelled]);
    expect(whatHappened(customer)).toEqual([
      { CardStatusChanged: { cardNumber: '1', from: 'Issued', to: 'Cancelled' } },
      { CardStatusChanged: { cardNumber: '2', from: 'Issued', to: 'Cancelled' } },
      { CustomerStatusChanged: { customerNumber: 'C-1', from: 'Active', to: 'Closed' } },
    ]);
  });

  /** @covers Customer.closedIsForEver */
  test('who has left stays as they are, cards included', () => {
    const customer = givenCustomer('1');
    customer.moveTo(CustomerStatus.Closed);

    expect(violationOf(() => customer.issueCard('2', accountId)).code).toBe('closed');
    expect(violationOf(() => (customer.name = 'Grace Keller')).code).toBe('closed');
    expect(customer.name).toBe('Ada Keller');
  });
});

describe('A card', () => {
  /** @covers Card.status: Active -> Blocked, Card.status: Blocked -> Active, Card.status: Active -> Cancelled */
  test('is blocked and used again, until it is cancelled for good', () => {
    const card = givenCustomer('1').cards.get('1')!;

    card.moveTo(CardStatus.Active);
    card.moveTo(CardStatus.Blocked);
    card.moveTo(CardStatus.Active);
    card.moveTo(CardStatus.Cancelled);

    expect(violationOf(() => card.moveTo(CardStatus.Active)).code).toBe('transition');
    expect(card.status).toBe(CardStatus.Cancelled);
  });

  test('cannot be blocked before it was activated', () => {
    const customer = givenCustomer('1');

    const violation = violationOf(() => customer.cards.get('1')!.moveTo(CardStatus.Blocked));

    expect(violation.code).toBe('transition');
    expect(customer.pendingEvents).toEqual([]);
  });
});
