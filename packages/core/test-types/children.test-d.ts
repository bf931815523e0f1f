import type { Children } from '@domainry/core';
import { type Identity, type InputOf } from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import type { Basket, Customer, Money, Order, OrderLine } from './shop.js';
import { Discount } from './shop.js';

declare const order: Order;
declare const money: Money;
declare const line: OrderLine;
declare const customer: Customer;

expectTypeOf(order.lines).toEqualTypeOf<Children<OrderLine>>();
expectTypeOf(order.lines.size).toEqualTypeOf<number>();
expectTypeOf(order.lines.add(line)).toEqualTypeOf<OrderLine>();
expectTypeOf(order.lines.add({ productId: 'p', price: money, quantity: 1 })).toEqualTypeOf<OrderLine>();
expectTypeOf(order.lines.add).parameter(0).toEqualTypeOf<OrderLine | InputOf<OrderLine>>();
expectTypeOf(line.discounts.add({ share: 0.5 })).toEqualTypeOf<Discount>();
expectTypeOf(order.lines.remove(line)).toEqualTypeOf<OrderLine>();
expectTypeOf(order.lines.remove(1)).toEqualTypeOf<OrderLine>();
expectTypeOf(order.lines.removeWhere((each) => each.quantity === 0)).toEqualTypeOf<readonly OrderLine[]>();
expectTypeOf(
  order.lines.replaceAll([line, { productId: 'p', price: money, quantity: 1 }]),
).toEqualTypeOf<void>();
expectTypeOf(order.lines.clear()).toEqualTypeOf<void>();
expectTypeOf(order.lines.get(1)).toEqualTypeOf<OrderLine | undefined>();
expectTypeOf(order.lines.has(line)).toEqualTypeOf<boolean>();
expectTypeOf(order.lines.find((each) => each.quantity > 1)).toEqualTypeOf<OrderLine | undefined>();
expectTypeOf(order.lines.filter((each) => each.quantity > 1)).toEqualTypeOf<readonly OrderLine[]>();
expectTypeOf(order.lines.map((each) => each.price)).toEqualTypeOf<readonly Money[]>();
expectTypeOf(order.lines.some((each) => each.quantity > 1)).toEqualTypeOf<boolean>();
expectTypeOf(order.lines.every((each) => each.quantity > 1)).toEqualTypeOf<boolean>();
expectTypeOf(order.lines.sum((each) => each.quantity)).toEqualTypeOf<number>();
expectTypeOf(order.lines.toArray()).toEqualTypeOf<readonly OrderLine[]>();
expectTypeOf([...order.lines]).toEqualTypeOf<OrderLine[]>();
expectTypeOf<Identity>().toEqualTypeOf<string | number | bigint>();

for (const each of order.lines) expectTypeOf(each).toEqualTypeOf<OrderLine>();

// @ts-expect-error another entity
order.lines.add(new Discount({ share: 1 }));
// @ts-expect-error price is missing
order.lines.add({ productId: 'p', quantity: 1 });
// @ts-expect-error no such field
order.lines.add({ productId: 'p', price: money, quantity: 1, colour: 'red' });
// @ts-expect-error quantity is a number
order.lines.add({ productId: 'p', price: money, quantity: '1' });
// @ts-expect-error one child at a time
order.lines.add();
// @ts-expect-error another entity
order.lines.remove(new Discount({ share: 1 }));
// @ts-expect-error no identity
order.lines.get({});
// @ts-expect-error a tracked collection has no index
order.lines[0];
// @ts-expect-error a tracked collection is no array
order.lines.push(line);
// @ts-expect-error the size follows from the children
order.lines.size = 0;
// @ts-expect-error what was read is no longer the collection
order.lines.toArray().push(line);
// @ts-expect-error an array is no collection
order.lines = [line];

// One child.

expectTypeOf(customer.basket).toEqualTypeOf<Basket | undefined>();
// @ts-expect-error another entity
customer.basket = line;
