import { describe, expect, test } from '@jest/globals';
import { Account, InsufficientFunds } from '../src/account.js';
import { CardPayment } from '../src/card-payment.js';
import { CardStatus } from '../src/card.js';
import { Customer, CustomerStatus } from '../src/customer.js';
import { Money } from '../src/money.js';
import { Transfer } from '../src/transfer.js';

function givenAccounts(): [Account, Account] {
  return [
    new Account({ accountNumber: '1', balance: 10_000 }),
    new Account({ accountNumber: '2', balance: 0 }),
  ];
}

describe('A transfer', () => {
  test('takes from one account what it gives to the other', () => {
    const [from, to] = givenAccounts();

    new Transfer(from, to).run(Money.euros('60.00'));

    expect([from.balance, to.balance]).toEqual([4_000, 6_000]);
  });

  /** @covers Account.balanceMustStayWithinOverdraftLimit */
  test('leaves both accounts as they were when one cannot pay', () => {
    const [from, to] = givenAccounts();

    expect(() => new Transfer(from, to).run(Money.euros('100.01'))).toThrow(InsufficientFunds);

    expect([from.balance, to.balance]).toEqual([10_000, 0]);
    expect([from.pendingEvents, to.pendingEvents]).toEqual([[], []]);
  });

  /** @covers Transfer.accountsMustDiffer */
  test('needs two accounts', () => {
    const [from] = givenAccounts();

    expect(() => new Transfer(from, from).run(Money.euros('1.00'))).toThrow('A transfer needs two accounts');
  });
});

describe('A card payment', () => {
  function givenHolder(account: Account) {
    const holder = Customer.join('C-1', 'Ada Keller');
    return { holder, card: holder.issueCard('5200', account.id) };
  }

  test('is taken from the account of an active card', () => {
    const [account] = givenAccounts();
    const { holder, card } = givenHolder(account);
    card.moveTo(CardStatus.Active);

    new CardPayment(holder, card, account).run(Money.euros('25.00'));

    expect(account.balance).toBe(7_500);
  });

  /** @covers CardPayment.cardMustBeActive, CardPayment.holderMustBeActive */
  test('is refused while the card is not active or its holder is suspended', () => {
    const [account] = givenAccounts();
    const { holder, card } = givenHolder(account);
    const pay = () => new CardPayment(holder, card, account).run(Money.euros('25.00'));

    expect(pay).toThrow('Only active cards can be used');
    card.moveTo(CardStatus.Active);
    holder.moveTo(CustomerStatus.Suspended);
    expect(pay).toThrow('Only active customers pay by card');
    expect(account.balance).toBe(10_000);
  });
});
