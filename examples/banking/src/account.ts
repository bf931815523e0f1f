import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { banking } from './domain.js';

export class InsufficientFunds extends Error {}

/** There is an account. */
@banking.event('Account')
export class AccountOpened extends Event<AccountOpened> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
  @field.float({ required: true, min: 0 }) readonly overdraftLimit!: number;
}

/** Money came in. */
@banking.event('Account')
export class AccountDeposited extends Event<AccountDeposited> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
  @field.float({ required: true, min: 1 }) readonly amount!: number;
}

/** Money went out. */
@banking.event('Account')
export class AccountWithdrawn extends Event<AccountWithdrawn> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
  @field.float({ required: true }) readonly amount!: number;
}

/** What a customer has at the bank. Amounts are whole cents: see `Money.cents`. */
@banking.aggregate
export class Account extends Aggregate<Account> {
  @field.identifier({ required: true, unique: true }) accountNumber!: string;
  @field.float({ required: true }) balance!: number;
  @field.float({ default: 0 }) overdraftLimit!: Defaulted<number>;

  static open(accountNumber: string, overdraftLimit = 0): Account {
    const account = new this({ accountNumber, balance: 0, overdraftLimit });
    account.raise_(new AccountOpened({ accountNumber, overdraftLimit }));
    return account;
  }

  @invariant.post
  balanceMustStayWithinOverdraftLimit() {
    if (this.balance < -this.overdraftLimit) {
      throw new InsufficientFunds('Balance cannot be below overdraft limit');
    }
  }

  withdraw(amount: number) {
    this.balance -= amount;
    this.raise_(new AccountWithdrawn({ accountNumber: this.accountNumber, amount }));
  } // checked here, before the caller sees anything

  deposit(amount: number) {
    this.balance += amount;
    // Its amount is at least 1: when the event is refused, the balance is as before.
    this.raise_(new AccountDeposited({ accountNumber: this.accountNumber, amount }));
  }
}
