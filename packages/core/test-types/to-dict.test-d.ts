import { Aggregate, ValueObject, field, type DictOf, type JsonValue } from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import type {
  Address,
  Customer,
  Money,
  Order,
  OrderLine,
  OrderStatus,
  OrderSummary,
  Sample,
  Size,
} from './shop.js';
import { type CustomerId } from './shop.js';

declare const order: Order;
declare const address: Address;
declare const sample: DictOf<Sample>;

expectTypeOf<DictOf<Money>>().toEqualTypeOf<{ amount: string; currency: string }>();
expectTypeOf(address.toDict()).toEqualTypeOf<{
  street: string;
  addition?: string;
  district: string | null;
  country: string;
  deposit?: { amount: string; currency: string };
  tags: readonly string[];
}>();
expectTypeOf(order.toDict()).toEqualTypeOf<{
  number: string;
  customerId: string;
  status: OrderStatus;
  lines: DictOf<OrderLine>[];
  note?: string;
  voucher: string | null;
  urgent: boolean;
  id: string;
}>();
expectTypeOf<DictOf<OrderLine>>().toEqualTypeOf<{
  productId: string;
  price: { amount: string; currency: string };
  quantity: number;
  discounts: { share: number; id: string }[];
  id: number;
}>();
expectTypeOf<DictOf<Customer>['id']>().toEqualTypeOf<CustomerId>();
expectTypeOf<DictOf<OrderSummary>>().toEqualTypeOf<{ orderId: string; total: string }>();

expectTypeOf(sample.huge).toEqualTypeOf<string>();
expectTypeOf(sample.exact).toEqualTypeOf<string>();
expectTypeOf(sample.instant).toEqualTypeOf<string>();
expectTypeOf(sample.day).toEqualTypeOf<string>();
expectTypeOf(sample.size).toEqualTypeOf<Size>();
expectTypeOf(sample.colour).toEqualTypeOf<'red' | 'green'>();
expectTypeOf(sample.settings).toEqualTypeOf<{ readonly theme: string }>();
expectTypeOf(sample.numbers).toEqualTypeOf<readonly number[]>();
expectTypeOf(sample.rates).toEqualTypeOf<{ readonly [name: string]: string }>();
expectTypeOf(sample.code).toEqualTypeOf<string>();
expectTypeOf(sample.until).toEqualTypeOf<string | undefined>();
expectTypeOf(sample.limit).toEqualTypeOf<string | null>();
expectTypeOf(order.toJSON()).toEqualTypeOf<JsonValue>();

// @ts-expect-error a method is no data
order.toDict().place;
// @ts-expect-error what is derived is no data
order.toDict().isEmpty;
// @ts-expect-error no such field
order.toDict().nummer;

// The data belongs to whoever asked for it.

order.toDict().number = '2';

// A class that does not name itself gives data of unknown form, with its identity.

class Loose extends Aggregate {}
expectTypeOf(new Loose().toDict()['anything']).toExtend<JsonValue | undefined>();
expectTypeOf(new Loose().toDict().id).toEqualTypeOf<string>();

// Data of any form stays what it was declared as.

class Free extends ValueObject<Free> {
  @field.json({ required: true }) readonly value!: NonNullable<JsonValue>;
}
expectTypeOf<DictOf<Free>>().toEqualTypeOf<{ value: NonNullable<JsonValue> }>();
