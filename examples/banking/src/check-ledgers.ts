import type { Domain } from '@domainry/core';
import { Accounts } from './accounts.js';
import { Ledger } from './ledger.js';

/** What comparing each account with its ledger came to. */
export interface LedgerCheck {
  readonly ledgers: number;
  readonly total: number;
  readonly accountsThatDiffer: number;
}

/** Compares the balance that is kept for each account with the one that follows from the entries of its ledger. */
export async function checkLedgers(bank: Domain): Promise<LedgerCheck> {
  const accounts = await bank.repositoryFor(Accounts).query.all();
  const ledgers = await bank
    .repositoryFor(Ledger)
    .getMany(accounts.map(({ accountNumber }) => accountNumber));
  return {
    ledgers: ledgers.length,
    total: ledgers.reduce((total, { balance }) => total + balance, 0),
    accountsThatDiffer: accounts.filter(({ balance }, index) => balance !== ledgers[index]!.balance).length,
  };
}
