import {
  Aggregate,
  Command,
  Event,
  ValueObject,
  apply,
  field,
  handle,
  type Defaulted,
  type HandlerContext,
} from '@domainry/core';
import { banking } from './banking.js';

@banking.valueObject
export class Person extends ValueObject<Person> {
  @field.string({ required: true, personal: 'contact' }) readonly name!: string;
  @field.string({ required: true }) readonly country!: string;
}

@banking.event('Ledger')
export class LedgerOpened extends Event<LedgerOpened> {
  @field.valueObject(() => Person, { required: true }) readonly owner!: Person;
}

@banking.event('Ledger')
export class Credited extends Event<Credited> {
  @field.integer({ required: true, min: 1 }) readonly cents!: number;
}

@banking.aggregate({ eventSourced: true, snapshotEvery: 100 })
export class Ledger extends Aggregate<Ledger> {
  @field.identifier({ identifier: true, required: true }) readonly number!: string;
  @field.string({ personal: 'contact' }) ownerName?: string;
  @field.integer({ default: 0 }) cents!: Defaulted<number>;

  credit(cents: number): void {
    this.raise_(new Credited({ cents }));
  }

  @apply(LedgerOpened)
  opened({ owner }: LedgerOpened): void {
    this.ownerName = owner.name;
  }

  @apply(Credited)
  credited({ cents }: Credited): void {
    this.cents += cents;
  }
}

@banking.command(Ledger)
export class Credit extends Command<Credit> {
  @field.identifier({ required: true }) readonly number!: string;
  @field.integer({ required: true }) readonly cents!: number;
}

@banking.commandHandler(Ledger)
export class LedgerCommands {
  @handle(Credit)
  async credit({ number, cents }: Credit, { repository }: HandlerContext): Promise<void> {
    const ledgers = repository(Ledger);
    const ledger = await ledgers.get(number);
    ledger.credit(cents);
    await ledgers.add(ledger);
  }
}
