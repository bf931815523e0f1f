import { Projection, Query, field, on, read, type Defaulted, type QueryContext } from '@domainry/core';
import { ordering } from './domain.js';
import {
  Order,
  OrderCancelled,
  OrderConfirmed,
  OrderDelivered,
  OrderPlaced,
  OrderShipped,
  OrderStatus,
} from './order.js';

/** One line for each order, for the customer's account page. */
@ordering.projection({ indexes: ['customerId'] })
export class OrderOverview extends Projection<OrderOverview> {
  @field.identifier({ identifier: true, required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.string({ required: true, description: 'What is to be paid, in words: 38.00 EUR' })
  readonly total!: string;
  @field.enum(OrderStatus, { default: OrderStatus.Placed }) status!: Defaulted<OrderStatus>;
  @field.string() trackingNumber?: string;
}

/** Keeps the overview up to date. */
@ordering.projector(OrderOverview, { aggregates: [Order] })
export class OrderOverviewProjector {
  @on(OrderPlaced)
  placed({ orderId, customerId, total }: OrderPlaced): OrderOverview {
    return new OrderOverview({ orderId, customerId, total: `${total.amount.toFixed(2)} ${total.currency}` });
  }

  @on(OrderConfirmed)
  confirmed(_event: OrderConfirmed, overview: OrderOverview): void {
    overview.status = OrderStatus.Confirmed;
  }

  @on(OrderShipped)
  shipped({ trackingNumber }: OrderShipped, overview: OrderOverview): void {
    overview.status = OrderStatus.Shipped;
    overview.trackingNumber = trackingNumber;
  }

  @on(OrderDelivered)
  delivered(_event: OrderDelivered, overview: OrderOverview): void {
    overview.status = OrderStatus.Delivered;
  }

  @on(OrderCancelled)
  cancelled(_event: OrderCancelled, overview: OrderOverview): void {
    overview.status = OrderStatus.Cancelled;
  }
}

/** What a customer has ordered, the latest first. */
@ordering.query
export class OrdersOf extends Query<
  OrdersOf,
  readonly { readonly orderId: string; readonly status: OrderStatus }[]
> {
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.integer({ default: 20, min: 1, max: 100 }) readonly atMost!: Defaulted<number>;
}

/** Answers from the orders themselves. */
@ordering.queryHandler()
export class OrderQueries {
  @read(OrdersOf)
  async ordersOf({ customerId, atMost }: OrdersOf, { repository }: QueryContext) {
    const { items } = await repository(Order)
      .query.where({ customerId })
      .orderBy('-placedAt', 'orderId')
      .page({ size: atMost });
    return items.map(({ orderId, status }) => ({ orderId, status }));
  }
}
