import type { Domain } from '@domainry/core';
import { Ledger } from './ledger.js';

/** What an account held at some moment, or after some number of entries. */
export interface PastBalance {
  readonly when: Date | number;
  readonly balance: number;
}

/** Looks at a ledger as it was: by time, or by version, which is the number of its entries. */
export async function pastBalances(
  bank: Domain,
  accountNumber: string,
  moments: readonly (Date | number)[],
): Promise<readonly PastBalance[]> {
  const ledgers = bank.repositoryFor(Ledger);
  return Promise.all(
    moments.map(async (when) => {
      const past = typeof when === 'number' ? { atVersion: when } : { asOf: when };
      return { when, balance: (await ledgers.get(accountNumber, past)).balance };
    }),
  );
}
