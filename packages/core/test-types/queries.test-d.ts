import { and, not, or, type Criteria, type Page, type Selection } from '@domainry/core';
import type { Decimal } from 'decimal.js';
import { expectTypeOf } from 'expect-type';
import { OrderStatus, Size } from './shop.js';
import type { Address, CustomerId, Money, Order, OrderSummary, Sample, Customer } from './shop.js';

declare const orders: Selection<Order>;
declare const samples: Selection<Sample>;
declare const customers: Selection<Customer>;
declare const summaries: Selection<OrderSummary>;
declare const addresses: Selection<Address>;
declare const money: Money;
declare const decimal: Decimal;
declare const customerId: CustomerId;

// Conditions fit the fields.
expectTypeOf(orders.where({ number: 'A1', urgent: true })).toEqualTypeOf<Selection<Order>>();
orders.where({ number: { startsWith: 'A', gte: 'A1' }, status: OrderStatus.Draft, note: null });
orders.where({ status: { in: [OrderStatus.Draft, OrderStatus.Placed] } });
orders.where({ urgent: { equals: false } });
orders.where({ voucher: { in: ['a', null] }, note: { isNull: true } });
orders.where({ id: '1' });
orders.where({ lines: { some: { quantity: { gt: 10 }, price: { currency: 'EUR' } } } });
orders.where({ lines: { none: { discounts: { every: { share: { lt: 0.5 } } } } } });
orders.where({ lines: { some: or({ quantity: 1 }, { productId: 'p' }) } });
orders.where({ number: { gt: { field: 'customerId' } } });
orders.where(or({ number: 'A1' }, not({ urgent: true }), and({ note: null }, { status: OrderStatus.Draft })));
samples.where({ whole: { gte: 1 }, huge: { lt: 1n }, ratio: 0.5, exact: { lte: decimal } });
samples.where({ instant: { gt: new Date() }, day: { gte: '2025-01-01' }, size: Size.Small, colour: 'red' });
samples.where({ numbers: { has: 1 }, price: money, settings: { equals: { theme: 'dark' } } });
samples.where({ numbers: { hasAny: [1, 2], hasAll: [3] }, price: { amount: { gt: decimal } } });
samples.where({ limit: { isNull: false, gt: decimal }, until: { lt: { field: 'instant' } } });
samples.where({ whole: { equals: { field: 'ratio' } } });
customers.where({ id: customerId, basket: { amounts: { some: { currency: 'EUR' } } } });
customers.where({ basket: null });
summaries.where({ orderId: '1', total: { gt: decimal } });
addresses.where({ deposit: { currency: 'EUR' }, tags: { has: 'x' } });

const reused: Criteria<Order> = { number: 'A1' };
const combined: Criteria<Order> = not(or(reused, { urgent: true }));
orders.where(combined);
expectTypeOf(or<Order>({ urgent: true })).toExtend<Criteria<Order>>();

// @ts-expect-error there is no such field
orders.where({ numbr: 'A1' });
// @ts-expect-error a method is no field
orders.where({ place: 'A1' });
// @ts-expect-error a getter that derives its value is no field
orders.where({ isEmpty: true });
// @ts-expect-error no text
orders.where({ number: 1 });
// @ts-expect-error no text in the list
orders.where({ number: { in: [1] } });
// @ts-expect-error no such comparison
orders.where({ number: { beginsWith: 'A' } });
// @ts-expect-error never absent
orders.where({ number: null });
// @ts-expect-error a number contains nothing
samples.where({ whole: { contains: '1' } });
// @ts-expect-error a status has no order
orders.where({ status: { gt: OrderStatus.Draft } });
// @ts-expect-error a status is no text
orders.where({ status: { startsWith: 'D' } });
// @ts-expect-error no member of the enum
samples.where({ colour: 'blue' });
// @ts-expect-error true and false have no order
orders.where({ urgent: { gt: false } });
// @ts-expect-error a number and a decimal are not the same to the compiler
samples.where({ exact: { gt: 1 } });
// @ts-expect-error a collection is asked about its members
orders.where({ lines: { quantity: 1 } });
// @ts-expect-error no field of the members
orders.where({ lines: { some: { quantty: 1 } } });
// @ts-expect-error no field of the value object
samples.where({ price: { currencie: 'EUR' } });
// @ts-expect-error no field to compare with
orders.where({ number: { gt: { field: 'nope' } } });
// @ts-expect-error a text and a status are not alike
samples.where({ whole: { gt: { field: 'text' } } });
// @ts-expect-error a condition on another class
orders.where(or<Sample>({ whole: 1 }));
// @ts-expect-error wrong inside a combination too
orders.where(or({ number: 'A1' }, not({ urgnt: true })));
// @ts-expect-error another kind of identity
customers.where({ id: 'plain text' });

// Orders.
orders.orderBy('-number', 'urgent', { field: 'note', direction: 'descending', absent: 'first' });
samples.orderBy('price.amount', '-price.currency', 'exact', 'instant', 'size', 'id');
// @ts-expect-error no such field
orders.orderBy('numbr');
// @ts-expect-error a collection has no order
orders.orderBy('lines');
// @ts-expect-error a list has no order
samples.orderBy('numbers');
// @ts-expect-error only inside value objects
samples.orderBy('price.nope');

// Results.
expectTypeOf(orders.all()).toEqualTypeOf<Promise<Order[]>>();
expectTypeOf(orders.first()).toEqualTypeOf<Promise<Order | undefined>>();
expectTypeOf(orders.one()).toEqualTypeOf<Promise<Order>>();
expectTypeOf(orders.page({ size: 10 })).toEqualTypeOf<Promise<Page<Order>>>();
expectTypeOf(orders.count()).toEqualTypeOf<Promise<number>>();
expectTypeOf(orders.exists()).toEqualTypeOf<Promise<boolean>>();
for await (const order of orders) expectTypeOf(order).toEqualTypeOf<Order>();
expectTypeOf(orders.select('number', 'note', 'urgent').all()).toEqualTypeOf<
  Promise<{ readonly number: string; readonly note?: string; readonly urgent: boolean }[]>
>();
// @ts-expect-error no such field
orders.select('numbr');
// @ts-expect-error children come with their aggregate
orders.select('lines');

expectTypeOf(samples.sum('whole')).toEqualTypeOf<Promise<number>>();
expectTypeOf(samples.sum('huge')).toEqualTypeOf<Promise<bigint>>();
expectTypeOf(samples.sum('price.amount')).toEqualTypeOf<Promise<Decimal>>();
expectTypeOf(samples.avg('ratio')).toEqualTypeOf<Promise<number | undefined>>();
expectTypeOf(samples.avg('huge')).toEqualTypeOf<Promise<Decimal | undefined>>();
expectTypeOf(samples.min('instant')).toEqualTypeOf<Promise<Date | undefined>>();
expectTypeOf(samples.max('text')).toEqualTypeOf<Promise<string | undefined>>();
// @ts-expect-error texts have no sum
void samples.sum('text');
// @ts-expect-error there is no such field
void samples.avg('nope');

expectTypeOf(orders.update({ note: 'x', voucher: null, urgent: true })).toEqualTypeOf<Promise<number>>();
void samples.update({ price: { amount: decimal, currency: 'EUR' } });
expectTypeOf(orders.delete()).toEqualTypeOf<Promise<number>>();
// @ts-expect-error no such field
void orders.update({ numbr: 'x' });
// @ts-expect-error no text
void orders.update({ number: 1 });
// @ts-expect-error children change with their aggregate
void orders.update({ lines: [] });
// @ts-expect-error the identity never changes
void orders.update({ id: '2' });
