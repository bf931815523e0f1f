import { memory, type Domain, type InitOptions } from '@domainry/core';
import type { DatabaseAdapter } from '@domainry/core/ports';
import './account-commands.js';
import './customer-commands.js';
import './ledger-keeping.js';
import './statement.js';
import { Clock } from './clock.js';
import { banking } from './domain.js';

/** The clock of the bank is that of its movements, which are those of a quarter: they may come again later than a week after. */
const yearInMilliseconds = 365 * 86_400_000;

/** A bank that is open: its model, wired to a database. */
export interface OpenBank {
  readonly bank: Domain;
  /** What the bank takes the time from. */
  readonly clock: Clock;
}

/**
 * Opens a bank. Handlers are found by importing them; `init()` resolves what elements say of each other, reports everything
 * that is wrong with the model, ends registration, and opens the database.
 *
 * @param database - where the bank is kept; in memory, without customers, when absent.
 */
export async function openBank(
  database: DatabaseAdapter = memory(),
  { middleware = [] }: Pick<InitOptions, 'middleware'> = {},
): Promise<OpenBank> {
  const clock = new Clock();
  const bank = banking.fork({ clock: () => clock.now });
  await bank.init({
    databases: { default: database },
    idempotencyRetention: yearInMilliseconds,
    middleware,
  });
  return { bank, clock };
}
