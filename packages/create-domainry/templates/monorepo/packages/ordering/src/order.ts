import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { ordering } from './ordering.js';

/** A customer wants something, and it is to be paid. */
@ordering.event('Order', { published: true })
export class OrderPlaced extends Event<OrderPlaced> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly total!: number;
}

/** The customer thought better of it. */
@ordering.event('Order', { published: true })
export class OrderCancelled extends Event<OrderCancelled> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** How far an order is. */
export enum OrderStatus {
  Placed = 'Placed',
  Cancelled = 'Cancelled',
}

/** What a customer wants. */
@ordering.aggregate
export class Order extends Aggregate<Order> {
  @field.identifier({ identifier: true, required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) customerId!: string;
  @field.integer({ required: true, description: 'In cents' }) total!: number;
  @field.status(OrderStatus, {
    default: OrderStatus.Placed,
    transitions: { Placed: ['Cancelled'] },
  })
  status!: Defaulted<OrderStatus>;

  /** @param total - in cents. */
  static place(orderId: string, customerId: string, total: number): Order {
    const order = new this({ orderId, customerId, total });
    order.raise_(new OrderPlaced({ orderId, customerId, total }));
    return order;
  }

  @invariant.post('An order is worth something')
  isWorthSomething(): boolean {
    return this.total > 0;
  }

  cancel(): void {
    this.status = OrderStatus.Cancelled;
    this.raise_(new OrderCancelled({ orderId: this.orderId }));
  }
}
