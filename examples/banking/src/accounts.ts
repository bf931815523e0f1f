import { Repository } from '@domainry/core';
import { Account } from './account.js';
import { banking } from './domain.js';
import { NotFound } from './refusals.js';

/** All accounts, as if they were in memory. Without this class there would be a plain `Repository<Account>`. */
@banking.repository(Account)
export class Accounts extends Repository<Account> {
  /** @throws NotFound */
  async withNumber(accountNumber: string): Promise<Account> {
    const account = await this.findOne({ accountNumber });
    if (account === null) throw new NotFound('There is no such account');
    return account;
  }
}
