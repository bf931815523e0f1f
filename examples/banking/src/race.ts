import type { Domain } from '@domainry/core';
import { Withdraw } from './commands.js';
import { Iban } from './iban.js';
import { Money } from './money.js';
import type { OpenBank } from './open-bank.js';

/** What became of one of several withdrawals that were asked for at the same moment. */
export interface Racer {
  readonly amount: number;
  /** Balance that it left. */
  readonly balance: number;
  /** How often it was tried: each time that another was faster, it begins anew with what that one left. */
  readonly attempts: number;
}

/**
 * Withdraws from one account several times at once. All load the account as it is now; one saves it, and the others
 * notice that it is no longer what they loaded.
 */
export function raceForMoney(
  { bank, clock }: OpenBank,
  accountNumber: string,
  amounts: readonly string[],
): Promise<readonly Racer[]> {
  const account = new Iban({ number: accountNumber });
  return Promise.all(
    amounts.map((amount) =>
      withdraw(bank, new Withdraw({ bookedAt: clock.now, account, amount: Money.euros(amount) })),
    ),
  );
}

async function withdraw(bank: Domain, command: Withdraw): Promise<Racer> {
  const { result, attempts } = await bank.processWithReport(command);
  return { amount: command.amount.cents, balance: result, attempts };
}
