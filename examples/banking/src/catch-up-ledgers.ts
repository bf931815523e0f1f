import { versionOf, type Domain } from '@domainry/core';
import { Account, AccountDeposited, AccountOpened, AccountWithdrawn } from './account.js';
import { Accounts } from './accounts.js';
import { Ledger } from './ledger.js';

/**
 * Enters into the ledgers what happened to accounts and is not in them. Handlers of events are called after the commit: a
 * process that is killed in between has not called them. A ledger has one entry for each event of its account, so its
 * version says how far it is; and whoever catches up twice enters nothing twice.
 *
 * @returns how many entries were missing.
 */
export async function catchUpLedgers(bank: Domain): Promise<number> {
  const accounts = await bank.repositoryFor(Accounts).query.all();
  let missing = 0;
  for (const account of accounts) missing += await catchUp(bank, account);
  return missing;
}

function catchUp(bank: Domain, { id, accountNumber }: Account): Promise<number> {
  return bank.unitOfWork(async ({ repository }) => {
    const ledgers = repository(Ledger);
    let ledger = await ledgers.getOrNull(accountNumber);
    const entered = ledger === null ? 0 : versionOf(ledger) + 1;
    let missing = 0;
    for await (const { event } of bank.events.historyOf(Account, id, { from: entered })) {
      if (event instanceof AccountOpened) ledger = Ledger.open(accountNumber);
      if (event instanceof AccountDeposited) ledger!.credit(event.amount);
      if (event instanceof AccountWithdrawn) ledger!.debit(event.amount);
      missing++;
    }
    if (missing > 0) await ledgers.add(ledger!);
    return missing;
  });
}
