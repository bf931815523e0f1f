// Whatever a user exports without saying its type can be written into declarations.
import { Aggregate, Command, Domain, field, invariant, metadataOf, versionOf } from '@domainry/core';
import type { Decimal } from 'decimal.js';
import { Money, Order, OrderLine, OrderPlaced, PlaceOrder, shop } from './shop.js';

export const domain = new Domain('Inferred');
export const { aggregate, valueObject, event, command, entity, projection, query } = domain;
export const sourced = domain.aggregate({ eventSourced: true });
export const ofOrder = shop.event(Order, { version: 2 });
export const money = field.valueObject(() => Money, { required: true });
export const amount = () => field.decimal({ required: true, scale: 2 });
export const tags = field.list(field.string(), { default: [] });
export const rule = invariant.post('Holds');
export const { pre, post } = invariant;
export const order = new Order();
export const lines = order.lines;
export const dict = order.toDict();
export const lineDict = new OrderLine({
  productId: 'p',
  price: order.lines.toArray()[0]!.price,
  quantity: 1,
}).toDict();
export const placed = new OrderPlaced({ orderId: '1' });
export const metadata = metadataOf(placed);
export const pending = order.pendingEvents;
export const version = versionOf(order);
export const message = new PlaceOrder({ orderId: '1' }).with({ orderId: '2' });
export const registry = domain.registry;
export const elements = [...domain.registry];
export const problems = domain.check();
export const initialised = domain.init();
export const inputOfOrder = (given: ConstructorParameters<typeof Order>[0]) => given;

@aggregate
export class Ledger extends Aggregate<Ledger> {
  @amount() balance!: Decimal;

  snapshot() {
    return this.toDict();
  }
}

@command(Ledger)
export class Close extends Command<Close, ReturnType<Ledger['snapshot']>> {}
