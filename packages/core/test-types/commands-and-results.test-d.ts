import { Command, Query, field, type InputOf, type ResultOf } from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import type { CancelOrder, Money, Order } from './shop.js';
import { OpenOrders, PlaceOrder } from './shop.js';

declare const command: PlaceOrder;

class Find extends Query<Find, Order | undefined> {}
class Maybe extends Command<Maybe, number | undefined> {}
class Nullable extends Command<Nullable, Order | null> {}
class Untyped extends Command {
  @field.string({ required: true }) readonly name!: string;
}

expectTypeOf<ResultOf<PlaceOrder>>().toEqualTypeOf<number>();
expectTypeOf<ResultOf<CancelOrder>>().toEqualTypeOf<void>();
expectTypeOf<ResultOf<OpenOrders>>().toEqualTypeOf<readonly string[]>();
expectTypeOf<ResultOf<Find>>().toEqualTypeOf<Order | undefined>();
expectTypeOf<ResultOf<Maybe>>().toEqualTypeOf<number | undefined>();
expectTypeOf<ResultOf<Nullable>>().toEqualTypeOf<Order | null>();
expectTypeOf<ResultOf<Untyped>>().toEqualTypeOf<void>();
expectTypeOf<ResultOf<Money>>().toEqualTypeOf<never>();

expectTypeOf<InputOf<PlaceOrder>>().toEqualTypeOf<{
  orderId: string;
  deposit?: Money | InputOf<Money> | undefined;
}>();
expectTypeOf(new PlaceOrder({ orderId: '1' })).toEqualTypeOf<PlaceOrder>();
expectTypeOf(command.with({ orderId: '2' })).toEqualTypeOf<PlaceOrder>();
expectTypeOf(command.toDict()).toEqualTypeOf<{
  orderId: string;
  deposit?: { amount: string; currency: string };
}>();
expectTypeOf(command.equals(command)).toEqualTypeOf<boolean>();
expectTypeOf(new Find()).toEqualTypeOf<Find>();
expectTypeOf(new Untyped({ name: 'a' }).name).toEqualTypeOf<string>();

// @ts-expect-error orderId is required
new PlaceOrder();
// @ts-expect-error orderId is a text
new PlaceOrder({ orderId: 1 });
// @ts-expect-error no such field
new PlaceOrder({ orderId: '1', id: '2' });
// @ts-expect-error commands never change
command.orderId = '2';
// @ts-expect-error a command raises nothing
command.raise_();
// @ts-expect-error a command has no identity of its own
command.id;
// @ts-expect-error limit is a number
new OpenOrders({ limit: '1' });
// @ts-expect-error the deposit is incomplete
new PlaceOrder({ orderId: '1', deposit: { currency: 'EUR' } });
