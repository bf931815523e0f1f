import { Decimal } from 'decimal.js';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  Query,
  ValueObject,
  field,
  invariant,
  type Defaulted,
} from '../../src/index.js';

const bank = new Domain('Bank');

export class EmptyTransfer extends Error {}

@bank.aggregate
export class Account extends Aggregate<Account> {
  @field.string({ required: true }) owner!: string;
}

@bank.valueObject
export class Money extends ValueObject<Money> {
  @field.decimal({ required: true, scale: 2, min: new Decimal(0) }) readonly amount!: Decimal;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/, description: 'ISO 4217', examples: ['EUR'] })
  readonly currency!: string;
}

/** Holds itself. */
@bank.valueObject
export class Category extends ValueObject<Category> {
  @field.string({ required: true }) readonly name!: string;
  @field.list(field.valueObject<Category>('Category')) readonly parts?: readonly Category[];
}

@bank.command(Account)
export class Transfer extends Command<Transfer> {
  @field.identifier({ required: true }) readonly to!: string;
  @field.valueObject(() => Money, { required: true }) readonly price!: Money;
  @field.dateTime({ required: true }) readonly at!: Date;
  @field.integer({ default: 1, min: 1 }) readonly copies!: Defaulted<number>;
  @field.text() readonly note?: string;
  @field.string({ nullable: true }) readonly tag!: string | null;
  @field.list(field.dateTime()) readonly reminders?: readonly Date[];
}

@bank.event(Account)
export class Transferred extends Event<Transferred> {
  @field.float({ required: true }) readonly amount!: number;
}

@bank.query
export class FindTransfers extends Query<FindTransfers> {
  @field.string({ required: true, renamedFrom: 'payer', maxLength: 5 }) readonly from!: string;
}

@bank.valueObject
export class Period extends ValueObject<Period> {
  @field.date({ required: true }) readonly start!: string;
  @field.date({ required: true }) readonly end!: string;

  @invariant.post
  endsAfterStart(): void {
    if (this.end < this.start) throw new EmptyTransfer('a period ends after its start');
  }
}

export const transfer = {
  to: 'a-1',
  price: { amount: '10.50', currency: 'EUR' },
  at: '2025-01-31T09:30:00.000Z',
};
