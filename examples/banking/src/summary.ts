import { describeRegistry, type Domain, type DomainSummary } from '@domainry/core';
import { Accounts } from './accounts.js';
import type { BookedMovements } from './book-movements.js';
import type { LedgerCheck } from './check-ledgers.js';
import { OpenAccount, PayByCard, TransferMoney, Withdraw, type Booking } from './commands.js';
import type { CloserLook } from './look-closer.js';
import { expectedBalances } from './reconcile.js';
import type { Resumption } from './resume.js';

/** Something that happened several times, with the lines it happened on. */
export interface Group {
  readonly reason: string;
  readonly message: string;
  /** Every line, in order. */
  readonly lines: readonly number[];
}

/** What came of the file of movements. Amounts are whole cents. */
export interface MovementsSummary {
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
  /** How many events of each stored type the log holds. */
  readonly events: Readonly<Record<string, number>>;
  /** Everything the registry knows. */
  readonly model: DomainSummary;
  readonly seconds: number;
}

/** Everything the demo shows. Amounts are whole cents. */
export interface Summary extends MovementsSummary {
  /** Where the bank was kept. */
  readonly store: string;
  /** Absent where no run was interrupted before. */
  readonly resumption?: Resumption;
  /** What came of the same file when it was sent once more. */
  readonly repetition: {
    /** Had been booked: answered from the records of the first time. */
    readonly answered: number;
    /** Had been refused, and were again. */
    readonly refused: number;
    /** Had been refused, and were possible by now. */
    readonly booked: number;
  };
  /** Absent when hardly anything was booked. */
  readonly closerLook?: CloserLook;
  /** After all of that. */
  readonly ledgers: LedgerCheck;
}

export interface AccountBalance {
  readonly accountNumber: string;
  readonly balance: number;
  readonly overdraftLimit: number;
}

/** Sums up what came of the movements. */
export async function summarise(
  bank: Domain,
  { booked, refused, malformed }: BookedMovements,
  lines: readonly string[],
  seconds: number,
): Promise<MovementsSummary> {
  const stored = bank.repositoryFor(Accounts).query;
  const accounts = await stored
    .orderBy('-balance', 'accountNumber')
    .select('accountNumber', 'balance', 'overdraftLimit')
    .all();
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
    balances: { accounts, total: await stored.sum('balance') },
    reconciliation: {
      total: Number([...expected.values()].reduce((total, cents) => total + cents, 0n)),
      accountsThatDiffer: accounts.filter(
        ({ accountNumber, balance }) => expected.get(accountNumber) !== BigInt(balance),
      ).length,
    },
    events: await countEvents(bank),
    model: describeRegistry(bank.registry),
    seconds,
  };
}

async function countEvents(bank: Domain): Promise<Record<string, number>> {
  const types: string[] = [];
  for await (const { event } of bank.log)
    types.push(bank.registry.find(event.constructor as never)?.type ?? '?');
  return countBy(types, (type) => type);
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
