import { Aggregate, Domain, Entity, Event, field, invariant } from '@domainry/core';
import type { Children, Computed } from '@domainry/core';
import { domainOptions } from './domain-options.js';

const shop = new Domain('Shop', domainOptions);

@shop.event('Order')
export class QuantityChanged extends Event<QuantityChanged> {
  @field.identifier({ required: true }) readonly lineId!: string;
  @field.integer({ required: true }) readonly quantity!: number;
}

@shop.entity(() => Order)
export class OrderLine extends Entity<OrderLine> {
  @field.string({ required: true }) product!: string;
  @field.integer({ required: true, min: 1 }) quantity!: number;
  @field.float({ required: true }) price!: number;

  changeQuantity(quantity: number): void {
    this.quantity = quantity;
    this.raise_(new QuantityChanged({ lineId: this.id, quantity }));
  }
}

@shop.aggregate
export class Order extends Aggregate<Order> {
  @field.string({ required: true }) customer!: string;
  @field.float({ required: true }) discount!: number;
  @field.hasMany(() => OrderLine) readonly lines!: Children<OrderLine>;

  @invariant.post
  linesMustBeFew(): void {
    if (this.lines.size > 1_000_000) throw new RangeError('An order has at most a million lines.');
  }

  get size(): Computed<number> {
    return this.lines.size as Computed<number>;
  }

  addLine(id: string, quantity: number): void {
    this.lines.add({ id, product: 'Bolt M8', quantity, price: 0.25 });
  }

  line(id: string): OrderLine {
    return this.lines.get(id)!;
  }
}

export function make(id: string): Order {
  return new Order({ id, customer: 'Ada Lovelace', discount: 0.5 });
}

await shop.init();
