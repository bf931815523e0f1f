import type { Domain } from '@domainry/core';
import { Accounts } from '../src/accounts.js';
import { Deposit, IssueCard, JoinBank, OpenAccount, TransferMoney, Withdraw } from '../src/commands.js';
import { Iban } from '../src/iban.js';
import { Ledger } from '../src/ledger.js';
import { Money } from '../src/money.js';
import { openBank, type OpenBank } from '../src/open-bank.js';

export const customerNumber = 'C-1';
export const here = 'DE89370400440532013000';
export const there = 'DE02120300000000202051';
export const nowhere = 'DE02500105170137075030';

/** A bank with one customer, who has two accounts: `here` with 100 euros, and `there` with none. */
export interface Branch extends OpenBank {
  readonly bank: Domain;
  readonly deposit: (amount: string, account?: string) => Deposit;
  readonly withdraw: (amount: string, account?: string) => Withdraw;
  readonly transfer: (amount: string, to?: string) => TransferMoney;
  readonly issueCard: (cardNumber: string) => IssueCard;
  /** What an account holds, and what its ledger says, in cents. */
  readonly balances: (accountNumber?: string) => Promise<readonly [account: number, ledger: number]>;
}

export async function openBranch(): Promise<Branch> {
  const open = await openBank();
  const { bank, clock } = open;
  const iban = (number: string) => new Iban({ number });
  const now = () => ({ bookedAt: clock.now });
  const deposit = (amount: string, account = here) =>
    new Deposit({ ...now(), account: iban(account), amount: Money.euros(amount) });
  await bank.process(new JoinBank({ ...now(), customerNumber, name: 'Ada Keller' }));
  for (const account of [here, there])
    await bank.process(new OpenAccount({ ...now(), customerNumber, account: iban(account) }));
  await bank.process(deposit('100.00'));
  return {
    ...open,
    deposit,
    withdraw: (amount, account = here) =>
      new Withdraw({ ...now(), account: iban(account), amount: Money.euros(amount) }),
    transfer: (amount, to = there) =>
      new TransferMoney({ ...now(), from: iban(here), to: iban(to), amount: Money.euros(amount) }),
    issueCard: (cardNumber) => new IssueCard({ ...now(), customerNumber, account: iban(here), cardNumber }),
    balances: async (accountNumber = here) => [
      (await bank.repositoryFor(Accounts).withNumber(accountNumber)).balance,
      (await bank.repositoryFor(Ledger).get(accountNumber)).balance,
    ],
  };
}
