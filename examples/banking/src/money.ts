import { ValueObject, field, type Computed } from '@domainry/core';
import { Decimal } from 'decimal.js';
import { banking } from './domain.js';

/** Two moneys are the same when amount and currency are: a value has no identity, and it never changes. */
@banking.valueObject({ description: 'An amount in one currency, exact to the cent' })
export class Money extends ValueObject<Money> {
  @field.decimal({ required: true, min: '0.01', precision: 12, scale: 2 }) readonly amount!: Decimal;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;

  static euros(amount: string): Money {
    return new this({ amount: new Decimal(amount), currency: 'EUR' });
  }

  /** Whole cents. Accounts count in them: a float holds whole numbers exactly, but not 0.10. */
  get cents(): Computed<number> {
    return this.amount.times(100).toNumber();
  }
}
