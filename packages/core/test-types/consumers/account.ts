import { Aggregate, Domain, Event, field, invariant, type Defaulted } from '@domainry/core';

export const banking: Domain = new Domain('Banking');

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
  @field.string() nickname?: string;

  @invariant.post
  balanceMustStayWithinOverdraftLimit(): void {
    if (this.balance < -this.overdraftLimit)
      throw new InsufficientFunds('Balance is below the overdraft limit');
  }

  withdraw(amount: number): void {
    this.balance -= amount;
    this.raise_(new AccountWithdrawn({ accountNumber: this.accountNumber, amount }));
  }
}

export const account: Account = new Account({ accountNumber: '1234', balance: 1000 });
account.withdraw(500);

// @ts-expect-error balance is required
export const withoutBalance: Account = new Account({ accountNumber: '1234' });

// @ts-expect-error there is no such field
export const unknownField: Account = new Account({ accountNumber: '1234', balance: 1, balanse: 1 });
