import { ValueObject, field, type Defaulted } from '@domainry/core';
import type { Decimal } from 'decimal.js';
import { expectTypeOf } from 'expect-type';
import type { Address } from './shop.js';
import { Money, Order, shop } from './shop.js';

declare const decimal: Decimal;
const price = new Money({ amount: decimal, currency: 'EUR' });
declare const address: Address;

// with: some of what construction takes.

expectTypeOf(price.with({ amount: decimal })).toEqualTypeOf<Money>();
expectTypeOf(price.with({})).toEqualTypeOf<Money>();
expectTypeOf<Parameters<typeof price.with>[0]>().toEqualTypeOf<{ amount?: Decimal; currency?: string }>();
expectTypeOf(address.with({ addition: undefined })).toEqualTypeOf<Address>();
expectTypeOf(address.with({ district: null })).toEqualTypeOf<Address>();
expectTypeOf(address.with({ deposit: { amount: decimal, currency: 'EUR' } })).toEqualTypeOf<Address>();
expectTypeOf(address.with({ tags: ['a'] })).toEqualTypeOf<Address>();
// @ts-expect-error no such field
price.with({ amonut: decimal });
// @ts-expect-error the amount is a Decimal
price.with({ amount: 1 });
// @ts-expect-error an optional field is not null
address.with({ addition: null });
// @ts-expect-error a computed getter is derived
address.with({ line: 'a' });
// @ts-expect-error with takes an object
price.with();

// Immutable, equal by value.

// @ts-expect-error readonly
price.amount = decimal;
// @ts-expect-error a list is frozen
address.tags.push('a');
expectTypeOf(price.equals(price)).toEqualTypeOf<boolean>();
expectTypeOf(price.equals(1)).toEqualTypeOf<boolean>();
expectTypeOf(price.plus(price)).toEqualTypeOf<Money>();
expectTypeOf(address.line).toExtend<string>();
// @ts-expect-error no identity
price.id;
// @ts-expect-error a value raises nothing
price.raise_();
// @ts-expect-error nothing of a value changes together
price.atomically(() => {});

// A subclass keeps its type.

class Discounted extends ValueObject<Discounted> {
  @field.valueObject(Money, { required: true }) readonly price!: Money;
  @field.float({ default: 0 }) readonly share!: Defaulted<number>;

  half(): this {
    return this.with({ share: 0.5 });
  }
}
expectTypeOf(new Discounted({ price }).half()).toEqualTypeOf<Discounted>();

// Built from data of unknown origin.

expectTypeOf(Money.fromDict({ amount: '1.00', currency: 'EUR' })).toEqualTypeOf<Money>();
expectTypeOf(Money.fromDict(JSON.parse('{}'))).toEqualTypeOf<Money>();
expectTypeOf(Order.fromDict({})).toEqualTypeOf<Order>();
expectTypeOf(Money.fromDict).parameter(0).toEqualTypeOf<unknown>();
// @ts-expect-error something must be given
Money.fromDict();

// Names of fields are free, those of the base class are not.

export class Taken extends ValueObject<Taken> {
  // @ts-expect-error equals is a method of every value object
  @field.string({ required: true }) readonly equals!: string;
}
expectTypeOf(shop.valueObject(Discounted)).toEqualTypeOf<typeof Discounted>();
