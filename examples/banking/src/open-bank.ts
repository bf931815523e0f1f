import type { Domain } from '@domainry/core';
import './account-commands.js';
import './customer-commands.js';
import './ledger-keeping.js';
import './statement.js';
import { Clock } from './clock.js';
import { banking } from './domain.js';

/** A bank that is open: its model, wired to databases in memory. */
export interface OpenBank {
  readonly bank: Domain;
  /** What the bank takes the time from. */
  readonly clock: Clock;
}

/**
 * Opens a bank of its own, without customers. Handlers are found by importing them; `init()` resolves what elements say of
 * each other, reports everything that is wrong with the model, and ends registration.
 */
export async function openBank(): Promise<OpenBank> {
  const clock = new Clock();
  const bank = banking.fork({ clock: () => clock.now });
  await bank.init();
  return { bank, clock };
}
