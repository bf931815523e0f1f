import { Aggregate, Domain, field } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';

/** Would connect, if anybody let it. */
const store: DatabaseAdapter = {
  name: 'store',
  open() {
    throw new Error('The store was opened');
  },
};

export const banking = new Domain('Banking');

@banking.aggregate
export class Account extends Aggregate<Account> {
  @field.string({ required: true }) owner!: string;
}

await banking.init({ databases: { default: store } });
