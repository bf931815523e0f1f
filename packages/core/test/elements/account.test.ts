import { describe, expect, test } from '@jest/globals';
import { Aggregate, Event, field, invariant, versionOf, type Defaulted } from '@domainry/core';
import { compilations } from './compilations.js';

/** The example of the contract. */
describe.each(compilations)('the account, %s', (_name, newDomain) => {
  const banking = newDomain();

  class InsufficientFunds extends Error {}

  @banking.event('Account')
  class AccountWithdrawn extends Event<AccountWithdrawn> {
    @field.identifier({ required: true }) readonly accountNumber!: string;
    @field.float({ required: true }) readonly amount!: number;
  }

  @banking.aggregate
  class Account extends Aggregate<Account> {
    @field.identifier({ required: true, unique: true }) accountNumber!: string;
    @field.float({ required: true }) balance!: number;
    @field.float({ default: 0 }) overdraftLimit!: Defaulted<number>;

    @invariant.post
    balanceMustStayWithinOverdraftLimit() {
      if (this.balance < -this.overdraftLimit)
        throw new InsufficientFunds('Balance cannot be below overdraft limit');
    }

    withdraw(amount: number) {
      this.balance -= amount;
      this.raise_(new AccountWithdrawn({ accountNumber: this.accountNumber, amount }));
    }
  }

  const open = (): Account => new Account({ accountNumber: '1234', balance: 1000, overdraftLimit: 50 });

  test('a withdrawal within the limit changes the balance and collects an event', () => {
    const account = open();

    account.withdraw(500);

    expect(account.toDict()).toEqual({
      accountNumber: '1234',
      balance: 500,
      overdraftLimit: 50,
      id: account.id,
    });
    expect(Object.keys(account.toDict())).toEqual(['accountNumber', 'balance', 'overdraftLimit', 'id']);
    expect(account.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(account.pendingEvents.map((event) => event.toDict())).toEqual([
      { accountNumber: '1234', amount: 500 },
    ]);
  });

  test('a withdrawal beyond the limit surfaces as the error of the rule and leaves no trace', () => {
    const account = open();
    account.withdraw(500);
    const before = account.toDict();

    expect(() => account.withdraw(1100)).toThrow(InsufficientFunds);

    expect(account.toDict()).toEqual(before);
    expect(account.pendingEvents).toHaveLength(1);
    expect(versionOf(account)).toBe(-1);
  });

  test('an account that would be invalid cannot be constructed', () => {
    expect(() => new Account({ accountNumber: '1234', balance: -51, overdraftLimit: 50 })).toThrow(
      InsufficientFunds,
    );
  });

  test('assignments from outside are checked at once, or together in a block', () => {
    const account = open();

    expect(() => (account.balance = -100)).toThrow(InsufficientFunds);
    expect(account.balance).toBe(1000);
    account.atomically(() => {
      account.balance = -100;
      account.overdraftLimit = 200;
    });
    expect(account.balance).toBe(-100);
  });

  test('the limit has its default when it is not given', () => {
    expect(new Account({ accountNumber: '1', balance: 0 }).overdraftLimit).toBe(0);
  });
});
