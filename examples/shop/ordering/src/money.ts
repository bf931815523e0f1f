import { Decimal, ValueObject, field } from '@domainry/core';
import { ordering } from './domain.js';

/** An amount in one currency, exact to the cent. */
@ordering.valueObject
export class Money extends ValueObject<Money> {
  @field.decimal({ required: true, min: '0', precision: 12, scale: 2 }) readonly amount!: Decimal;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/, examples: ['EUR'] }) readonly currency!: string;

  static euros(amount: string | Decimal): Money {
    return new this({ amount: new Decimal(amount), currency: 'EUR' });
  }

  plus(other: Money): Money {
    return this.with({ amount: this.amount.plus(other.amount) });
  }

  times(count: number): Money {
    return this.with({ amount: this.amount.times(count) });
  }

  /** Never below zero: a discount gives nothing away that was not there. */
  less(percent: number): Money {
    return this.with({
      amount: this.amount
        .times(100 - percent)
        .dividedBy(100)
        .toDecimalPlaces(2),
    });
  }
}
