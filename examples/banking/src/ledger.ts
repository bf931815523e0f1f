import { Aggregate, Event, apply, field } from '@domainry/core';
import { banking } from './domain.js';

/** There is a book for an account. */
@banking.event('Ledger')
export class LedgerOpened extends Event<LedgerOpened> {
  @field.identifier({ required: true }) readonly accountNumber!: string;
}

/** Money came in. */
@banking.event('Ledger')
export class Credited extends Event<Credited> {
  @field.float({ required: true, min: 1 }) readonly amount!: number;
}

/** Money went out. */
@banking.event('Ledger')
export class Debited extends Event<Debited> {
  @field.float({ required: true, min: 1 }) readonly amount!: number;
}

/**
 * The book of one account. It is event-sourced: what is kept are its entries, and the balance follows from them; so it can
 * be looked at as it was at any time. Amounts are whole cents.
 */
@banking.aggregate({ eventSourced: true, snapshotEvery: 100 })
export class Ledger extends Aggregate<Ledger> {
  @field.identifier({ identifier: true, required: true }) readonly accountNumber!: string;
  @field.float({ required: true }) balance!: number;

  static open(accountNumber: string): Ledger {
    return this.createFrom(new LedgerOpened({ accountNumber }));
  }

  credit(amount: number) {
    this.raise_(new Credited({ amount }));
  }

  debit(amount: number) {
    this.raise_(new Debited({ amount }));
  }

  @apply(LedgerOpened)
  opened(_event: LedgerOpened) {
    this.balance = 0;
  }

  @apply(Credited)
  credited({ amount }: Credited) {
    this.balance += amount;
  }

  @apply(Debited)
  debited({ amount }: Debited) {
    this.balance -= amount;
  }
}
