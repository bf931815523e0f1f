import { Query, field, read, type QueryContext } from '@domainry/core';
import { Account } from './account.js';
import { banking } from './banking.js';

/** How much is on an account, in cents. */
@banking.query
export class BalanceOf extends Query<BalanceOf, number> {
  @field.identifier({ required: true }) readonly accountId!: string;
}

/** Answers questions about accounts. */
@banking.queryHandler()
export class Balances {
  @read(BalanceOf)
  async balanceOf({ accountId }: BalanceOf, { repository }: QueryContext): Promise<number> {
    const account = await repository(Account).get(accountId);
    return account.balance;
  }
}
