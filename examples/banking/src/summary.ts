import { describeRegistry, type Domain, type DomainSummary } from '@domainry/core';
import type { BookedMovements } from './book-movements.js';
import { OpenAccount, PayByCard, TransferMoney, Withdraw, type Booking } from './commands.js';
import { expectedBalances } from './reconcile.js';

/** Something that happened several times, with the lines it happened on. */
export interface Group {
  readonly reason: string;
  readonly message: string;
  /** Every line, in order. */
  readonly lines: readonly number[];
}

/** Everything the demo shows. Amounts are whole cents. */
export interface Summary {
  readonly movements: {
    readonly read: number;
    readonly booked: number;
    readonly refused: number;
    readonly malformed: number;
    readonly bookedByCommand: Readonly<Record<string, number>>;
    readonly refusedByCommand: Readonly<Record<string, number>>;
  };
  readonly accountsOpened: number;
  /** What takes money out of an account: at a machine, by card, by transfer. */
  readonly withdrawals: { readonly done: number; readonly refused: number };
  /** The most frequent first. */
  readonly refusals: readonly Group[];
  readonly malformedLines: readonly { readonly line: number; readonly problems: readonly string[] }[];
  readonly balances: {
    /** The greatest first. */
    readonly accounts: readonly AccountBalance[];
    readonly total: number;
  };
  /** From the text of the booked lines, without the model. */
  readonly reconciliation: { readonly total: number; readonly accountsThatDiffer: number };
  /** How many events there are of each stored type. */
  readonly events: Readonly<Record<string, number>>;
  /** Everything the registry knows. */
  readonly model: DomainSummary;
  readonly seconds: number;
}

export interface AccountBalance {
  readonly accountNumber: string;
  readonly balance: number;
  readonly overdraftLimit: number;
}

/** Sums up what came of the movements. */
export function summarise(
  domain: Domain,
  result: BookedMovements,
  lines: readonly string[],
  seconds: number,
): Summary {
  const { bank, booked, refused, malformed, events } = result;
  const accounts = bank.accounts
    .map(({ accountNumber, balance, overdraftLimit }) => ({ accountNumber, balance, overdraftLimit }))
    .sort((one, other) => other.balance - one.balance);
  const expected = expectedBalances(
    lines,
    booked.map(({ line }) => line),
  );
  const takesOut = ({ command }: { command: Booking }) =>
    command instanceof Withdraw || command instanceof PayByCard || command instanceof TransferMoney;
  return {
    movements: {
      read: lines.length,
      booked: booked.length,
      refused: refused.length,
      malformed: malformed.length,
      bookedByCommand: countBy(booked, ({ command }) => command.constructor.name),
      refusedByCommand: countBy(refused, ({ command }) => command.constructor.name),
    },
    accountsOpened: booked.filter(({ command }) => command instanceof OpenAccount).length,
    withdrawals: { done: booked.filter(takesOut).length, refused: refused.filter(takesOut).length },
    refusals: groupRefusals(refused),
    malformedLines: malformed,
    balances: { accounts, total: accounts.reduce((total, { balance }) => total + balance, 0) },
    reconciliation: {
      total: Number([...expected.values()].reduce((total, cents) => total + cents, 0n)),
      accountsThatDiffer: accounts.filter(
        ({ accountNumber, balance }) => expected.get(accountNumber) !== BigInt(balance),
      ).length,
    },
    events: countBy(events, (event) => domain.registry.find(event.constructor as never)?.type ?? '?'),
    model: describeRegistry(domain.registry),
    seconds,
  };
}

function groupRefusals(refused: BookedMovements['refused']): readonly Group[] {
  const groups = new Map<string, { reason: string; message: string; lines: number[] }>();
  for (const { line, reason, message } of refused) {
    const key = `${reason} ${message}`;
    const group = groups.get(key) ?? { reason, message, lines: [] };
    group.lines.push(line);
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => other.lines.length - one.lines.length);
}

/** How many items there are of each kind. */
function countBy<Item>(items: Iterable<Item>, kindOf: (item: Item) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const kind = kindOf(item);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
