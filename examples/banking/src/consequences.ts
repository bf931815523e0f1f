import type { Domain, MessageNode } from '@domainry/core';

/** An event that followed from a message, and what followed from it. */
export interface Consequence {
  /** Stored name of the event: `Banking.Credited.v1`. */
  readonly type: string;
  /** Number of the account that it is about. */
  readonly accountNumber: string;
  /** Whole cents. */
  readonly amount: number;
  readonly consequences: readonly Consequence[];
}

/**
 * What followed from a command that moved money: the events of accounts, and what their handlers made of them. Each stored
 * event names the message it follows from.
 *
 * @param id - of the command.
 */
export async function consequencesOf(bank: Domain, id: string): Promise<readonly Consequence[]> {
  const command = await bank.events.effectsOf(id);
  return (command?.effects ?? []).map(consequence);
}

function consequence({ event, effects }: MessageNode): Consequence {
  const { type, stream, data } = event!;
  const { accountNumber, amount } = JSON.parse(data) as { accountNumber?: string; amount: number };
  return {
    type,
    // The stream of a ledger is named after its account: Ledger-DE89370400440532013000.
    accountNumber: accountNumber ?? stream.slice(stream.indexOf('-') + 1),
    amount,
    consequences: effects.map(consequence),
  };
}
