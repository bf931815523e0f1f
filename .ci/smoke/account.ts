import assert from 'node:assert/strict';
import { Aggregate, Domain, Event, field, invariant, type Defaulted } from '@domainry/core';

export const banking = new Domain('Banking');

export class InsufficientFunds extends Error {}

@banking.event('Account')
export class AccountWithdrawn extends Event<AccountWithdrawn> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
  @field.float({ required: true }) readonly amount!: number;
}

@banking.aggregate
export class Account extends Aggregate<Account> {
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

const account = new Account({ accountNumber: '1234', balance: 1000, overdraftLimit: 50 });
account.withdraw(500);
assert.throws(() => account.withdraw(1100), InsufficientFunds);
assert.equal(account.balance, 500);
assert.equal(account.toDict()['overdraftLimit'], 50);
assert.equal(account.pendingEvents.length, 1);
assert.throws(() => new Account({ accountNumber: '1234', balance: Number.NaN }));
console.log('smoke passed');
