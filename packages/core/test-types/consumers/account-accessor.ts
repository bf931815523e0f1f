import { Aggregate, Domain, field, type Defaulted } from '@domainry/core';

export const savings: Domain = new Domain('Savings');

@savings.aggregate
export class Account extends Aggregate<Account> {
  @field.float({ required: true }) accessor balance!: number;
  @field.float({ default: 0 }) accessor interest!: Defaulted<number>;
}

export const balance: number = new Account({ balance: 1 }).balance;

// @ts-expect-error a float field holds a number
export const wrongType: Account = new Account({ balance: '1' });
