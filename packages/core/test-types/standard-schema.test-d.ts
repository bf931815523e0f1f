import type { JsonInput } from '@domainry/core';
import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import type { Decimal } from 'decimal.js';
import { expectTypeOf } from 'expect-type';
import { Money, Order, shop, type Address } from './shop.js';

// schema(): the class with its types.

const money = Money.schema();
expectTypeOf<StandardSchemaV1.InferOutput<typeof money>>().toEqualTypeOf<Money>();
expectTypeOf<StandardSchemaV1.InferInput<typeof money>>().toEqualTypeOf<JsonInput<Money>>();
expectTypeOf<JsonInput<Money>>().toEqualTypeOf<{ amount: Decimal | string; currency: string }>();
expectTypeOf(money).toExtend<StandardSchemaV1<JsonInput<Money>, Money>>();
expectTypeOf(money).toExtend<StandardJSONSchemaV1<JsonInput<Money>, Money>>();

const result = money['~standard'].validate({ amount: '1.00', currency: 'EUR' });
if (!result.issues) expectTypeOf(result.value).toEqualTypeOf<Money>();

// Optional, nullable and defaulted fields may be left out, or null; nested elements are given as data or instances.

expectTypeOf<{ street: string }>().toExtend<JsonInput<Address>>();
expectTypeOf<{ street: string; district: null; country: null }>().toExtend<JsonInput<Address>>();
expectTypeOf<{ street: string; deposit: { amount: string; currency: string } }>().toExtend<
  JsonInput<Address>
>();
expectTypeOf<{ street: string; deposit: Money }>().toExtend<JsonInput<Address>>();
expectTypeOf<{ street: string; tags: string[] }>().toExtend<JsonInput<Address>>();
expectTypeOf<{ street: number }>().not.toExtend<JsonInput<Address>>();
expectTypeOf<{ deposit: Money }>().not.toExtend<JsonInput<Address>>();

// The class itself is a schema too, without its types.

expectTypeOf(Money).toExtend<StandardSchemaV1>();
expectTypeOf(Money).toExtend<StandardJSONSchemaV1>();
expectTypeOf(Money['~standard'].vendor).toEqualTypeOf<'domainry'>();
// @ts-expect-error an aggregate is no schema
Order.schema();
// @ts-expect-error only drafts there are
Money.jsonSchema({ target: 'draft-04' });
expectTypeOf(Order.jsonSchema({ target: 'draft-07', side: 'output' })['title']).not.toBeAny();

// What an element is written and read by.

declare const order: Order;
expectTypeOf(order.toDict({ groups: ['admin'], version: 2 })).toEqualTypeOf(order.toDict());
// @ts-expect-error a version is a number
order.toDict({ version: '2' });
expectTypeOf(Money.fromDict({}, { groups: ['admin'] })).toEqualTypeOf<Money>();

// Groups of class-validator.

shop.valueObject({ validation: { groups: ['admin'], always: true } });
// @ts-expect-error groups are a list
shop.valueObject({ validation: { groups: 'admin' } });
