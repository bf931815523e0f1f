import { handle, type HandlerContext } from '@domainry/core';
import { Account, AccountDeposited, AccountOpened, AccountWithdrawn } from './account.js';
import { banking } from './domain.js';
import { Ledger } from './ledger.js';

/**
 * Enters what happens to accounts into their ledgers. It is called after the commit of what it is told about, in a unit of
 * work of its own: were an entry impossible, the withdrawal would have happened all the same.
 */
@banking.eventHandler(Account)
export class LedgerKeeping {
  @handle(AccountOpened)
  async open({ accountNumber }: AccountOpened, { repository }: HandlerContext): Promise<void> {
    await repository(Ledger).add(Ledger.open(accountNumber));
  }

  @handle(AccountDeposited)
  async credit({ accountNumber, amount }: AccountDeposited, { repository }: HandlerContext): Promise<void> {
    const ledgers = repository(Ledger);
    const ledger = await ledgers.get(accountNumber);
    ledger.credit(amount);
    await ledgers.add(ledger);
  }

  @handle(AccountWithdrawn)
  async debit({ accountNumber, amount }: AccountWithdrawn, { repository }: HandlerContext): Promise<void> {
    const ledgers = repository(Ledger);
    const ledger = await ledgers.get(accountNumber);
    ledger.debit(amount);
    await ledgers.add(ledger);
  }
}
