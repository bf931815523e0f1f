import { Aggregate, Domain, Event, apply, field, type Defaulted } from '@domainry/core';
import type { LedgersLike } from '../ledger.js';

const banking = new Domain('Banking');

@banking.event('Ledger')
class Opened extends Event<Opened> {
  @field.string({ required: true }) readonly owner!: string;
}

@banking.event('Ledger')
class Deposited extends Event<Deposited> {
  @field.float({ required: true }) readonly amount!: number;
}

@banking.aggregate({ eventSourced: true })
class Ledger extends Aggregate<Ledger> {
  @field.string({ required: true }) owner!: string;
  @field.float({ default: 0 }) balance!: Defaulted<number>;
  @field.integer({ default: 0 }) deposits!: Defaulted<number>;

  static open(id: string, owner: string): Ledger {
    return this.createFrom(new Opened({ owner }), id);
  }

  deposit(amount: number): void {
    this.raise_(new Deposited({ amount }));
  }

  @apply(Opened)
  opened(event: Opened): void {
    this.owner = event.owner;
  }

  @apply(Deposited)
  deposited(event: Deposited): void {
    this.balance += event.amount;
    this.deposits += 1;
  }
}

await banking.init();
const ledgers = banking.repositoryFor(Ledger);

export const store: LedgersLike = {
  async fill(id, deposits) {
    const ledger = Ledger.open(id, 'Ann');
    for (let count = 0; count < deposits; count++) ledger.deposit(1);
    await ledgers.add(ledger);
  },
  async load(id) {
    return (await ledgers.get(id)).balance;
  },
};
