import { ValidationError } from '@domainry/core';
import { describe, expect, test } from '@jest/globals';
import { Account, InsufficientFunds } from '../src/account.js';
import { whatHappened } from './what-happened.js';

function givenAccount(): Account {
  return new Account({ accountNumber: '1234', balance: 1000, overdraftLimit: 50 });
}

describe('An account', () => {
  test('opens empty, without an overdraft unless one is granted, and says that it opened', () => {
    const account = Account.open('1234');

    expect(account.toDict()).toMatchObject({ accountNumber: '1234', balance: 0, overdraftLimit: 0 });
    expect(whatHappened(account)).toEqual([{ AccountOpened: { accountNumber: '1234', overdraftLimit: 0 } }]);
  });

  test('is smaller by what was withdrawn, and says how much that was', () => {
    const account = givenAccount();

    account.withdraw(500);

    expect(account.balance).toBe(500);
    expect(whatHappened(account)).toEqual([{ AccountWithdrawn: { accountNumber: '1234', amount: 500 } }]);
  });

  /** @covers Account.balanceMustStayWithinOverdraftLimit */
  test('goes down to its overdraft limit and not a cent further', () => {
    const account = givenAccount();

    account.withdraw(1050);

    expect(account.balance).toBe(-50);
    expect(() => account.withdraw(1)).toThrow(InsufficientFunds);
  });

  /** @covers Account.balanceMustStayWithinOverdraftLimit, Account.withdraw */
  test('is as it was after a withdrawal that was refused, pending events included', () => {
    const account = givenAccount();
    account.withdraw(500);
    const before = account.toDict();

    expect(() => account.withdraw(1100)).toThrow(
      new InsufficientFunds('Balance cannot be below overdraft limit'),
    );

    expect(account.toDict()).toEqual(before);
    expect(account.pendingEvents).toHaveLength(1);
  });

  test('is as it was after a deposit of nothing, since there is no event for that', () => {
    const account = givenAccount();

    expect(() => account.deposit(0)).toThrow(ValidationError);

    expect(account.balance).toBe(1000);
    expect(account.pendingEvents).toEqual([]);
  });

  test('grows by what was deposited', () => {
    const account = givenAccount();

    account.deposit(250);

    expect(account.balance).toBe(1250);
    expect(whatHappened(account)).toEqual([{ AccountDeposited: { accountNumber: '1234', amount: 250 } }]);
  });
});
