import { Aggregate, Domain, field } from '@domainry/core';

export const banking = new Domain('Banking');

@banking.aggregate
export class Account extends Aggregate<Account> {
  @field.reference('Customer', { required: true }) customerId!: string;
}
