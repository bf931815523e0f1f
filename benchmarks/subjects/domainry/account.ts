import { Aggregate, Domain, Event, field, invariant } from '@domainry/core';
import { amounts, identities, owners } from '../account-values.js';
import { domainOptions } from './domain-options.js';

const banking = new Domain('Banking', domainOptions);

@banking.event('Account')
export class Withdrawn extends Event<Withdrawn> {
  @field.identifier({ required: true }) readonly accountId!: string;
  @field.float({ required: true }) readonly amount!: number;
}

@banking.aggregate
export class Account extends Aggregate<Account> {
  @field.string({ required: true }) owner!: string;
  @field.string({ required: true }) currency!: string;
  @field.float({ required: true }) balance!: number;
  @field.float({ required: true }) overdraftLimit!: number;
  @field.boolean({ required: true }) active!: boolean;

  @invariant.post
  balanceMustStayWithinOverdraftLimit(): void {
    if (this.balance < -this.overdraftLimit) throw new RangeError('Balance is below the overdraft limit.');
  }

  withdraw(amount: number): void {
    this.balance -= amount;
    this.raise_(new Withdrawn({ accountId: this.id, amount }));
  }

  adjust(amount: number): void {
    this.balance += amount;
  }
}

export function make(index: number): Account {
  return new Account({
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
}

export function makeRich(index: number): Account {
  return new Account({
    id: identities[index & 63]!,
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: 1e12 + 0.5,
    overdraftLimit: 500.5,
    active: true,
  });
}

export function makeAnonymous(index: number): Account {
  return new Account({
    owner: owners[index & 63]!,
    currency: 'EUR',
    balance: amounts[index & 63]!,
    overdraftLimit: 500.5,
    active: true,
  });
}

await banking.init();
