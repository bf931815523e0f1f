import { Query, field, metadataOf, read, versionOf, type QueryContext } from '@domainry/core';
import { banking } from './domain.js';
import { Credited, Debited, Ledger } from './ledger.js';

/** What happened to an account in a period, and what it held before and after. Amounts are whole cents. */
export interface Statement {
  readonly accountNumber: string;
  readonly opening: number;
  /** In order; withdrawals are negative. */
  readonly entries: readonly { readonly at: Date; readonly amount: number; readonly balance: number }[];
  readonly closing: number;
}

/** What happened to an account between two moments. */
@banking.query
export class StatementOf extends Query<StatementOf, Statement> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
  /** The statement is about what came after this moment … */
  @field.dateTime({ required: true }) readonly after!: Date;
  /** … and not after this one. */
  @field.dateTime({ required: true }) readonly until!: Date;
}

/** Answers from the ledgers: they are what they were, at any time. */
@banking.queryHandler()
export class Statements {
  @read(StatementOf)
  async statementOf(query: StatementOf, { repository, events }: QueryContext): Promise<Statement> {
    const { accountNumber, after, until } = query;
    const ledgers = repository(Ledger);
    const before = await ledgers.getOrNull(accountNumber, { asOf: after });
    const ledger = await ledgers.get(accountNumber, { asOf: until });
    const from = before === null ? 1 : versionOf(before) + 1; // event 0 opens the ledger
    const to = versionOf(ledger);
    const opening = before?.balance ?? 0;
    const entries: { at: Date; amount: number; balance: number }[] = [];
    let balance = opening;
    for await (const { event } of events.historyOf(Ledger, accountNumber, { from, to })) {
      if (!(event instanceof Credited || event instanceof Debited)) continue;
      const amount = event instanceof Debited ? -event.amount : event.amount;
      entries.push({ at: metadataOf(event)!.time, amount, balance: (balance += amount) });
    }
    return { accountNumber, opening, entries, closing: ledger.balance };
  }
}
