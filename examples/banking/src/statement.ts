import { Query, field, read, versionOf, type QueryContext } from '@domainry/core';
import { banking } from './domain.js';
import { Ledger } from './ledger.js';

/** What happened to an account in a period, and what it held before and after. Amounts are whole cents. */
export interface Statement {
  readonly accountNumber: string;
  readonly opening: number;
  /** In order; withdrawals are negative. */
  readonly entries: readonly { readonly at: Date; readonly amount: number; readonly balance: number }[];
  readonly closing: number;
}

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
    const stored = await events.readStream(`Ledger-${accountNumber}`, { from, to, limit: to - from + 1 });
    let balance = opening;
    const entries = stored.map(({ type, time, data }) => {
      const { amount } = JSON.parse(data) as { readonly amount: number };
      const change = type === 'Banking.Debited.v1' ? -amount : amount;
      return { at: new Date(time), amount: change, balance: (balance += change) };
    });
    return { accountNumber, opening, entries, closing: ledger.balance };
  }
}
