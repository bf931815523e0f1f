import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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

// A class is said to stand where the user wrote it, or where the compiler put it, not in the framework.
const { file, line } = banking.registry.find(Account)!.place!;
const text = readFileSync(file, 'utf8').split('\n')[line - 1]!;
if (!process.env['VITEST']) assert.match(text, /Account|banking\.aggregate|__esDecorate\(|applyDec\(/);
assert.match(file, /(account|esbuild-)[\w-]*\.m?[jt]s$/);

console.log('smoke passed');
