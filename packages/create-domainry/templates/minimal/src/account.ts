import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { banking } from './banking.js';

/** Somebody became a customer. */
@banking.event('Account', { published: true })
export class AccountOpened extends Event<AccountOpened> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.string({ required: true, maxLength: 80 }) readonly owner!: string;
}

/** Money came in. */
@banking.event('Account', { published: true })
export class MoneyDeposited extends Event<MoneyDeposited> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly amount!: number;
}

/** Money went out. */
@banking.event('Account', { published: true })
export class MoneyWithdrawn extends Event<MoneyWithdrawn> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly amount!: number;
}

/** The account has less than was asked for. */
export class InsufficientFunds extends Error {
  override readonly name = 'InsufficientFunds';
}

/** What a customer has, and may spend. */
@banking.aggregate
export class Account extends Aggregate<Account> {
  @field.identifier({ identifier: true, required: true }) readonly accountId!: string;
  @field.string({ required: true, maxLength: 80 }) owner!: string;
  @field.integer({ default: 0, description: 'In cents' }) balance!: Defaulted<number>;

  /** Begins an account without money. */
  static open(accountId: string, owner: string): Account {
    const account = new this({ accountId, owner });
    account.raise_(new AccountOpened({ accountId, owner }));
    return account;
  }

  @invariant.post
  balanceIsNeverNegative(): void {
    if (this.balance < 0) throw new InsufficientFunds('The balance cannot be below zero');
  }

  /** @param amount - in cents. */
  deposit(amount: number): void {
    this.balance += amount;
    this.raise_(new MoneyDeposited({ accountId: this.accountId, amount }));
  }

  /** @param amount - in cents. */
  withdraw(amount: number): void {
    this.balance -= amount;
    this.raise_(new MoneyWithdrawn({ accountId: this.accountId, amount }));
  }
}
