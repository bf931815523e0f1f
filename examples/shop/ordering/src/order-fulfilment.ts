import { handle, type HandlerContext } from '@domainry/core';
import { ConfirmOrder } from './commands.js';
import { ordering } from './domain.js';
import { Order, OrderCancelled, OrderDelivered, OrderPlaced, OrderSecured, OrderShipped } from './order.js';

/**
 * Leads an order from the promise to the door.
 *
 * Stock and money come from other contexts, in any order; once both are there the order is confirmed, and shipping takes over.
 *
 * @assumption Most orders are secured within a minute.
 */
@ordering.processManager({ aggregates: [Order] })
export class OrderFulfilment {
  /** Waits for stock and money: both contexts have heard of the order by themselves. */
  @handle(OrderPlaced, { start: true, correlate: 'orderId' })
  placed(_event: OrderPlaced): void {}

  @handle(OrderSecured, { correlate: 'orderId' })
  async secured({ orderId }: OrderSecured, { process }: HandlerContext): Promise<void> {
    await process(new ConfirmOrder({ orderId }));
  }

  /** Waits for the carrier. */
  @handle(OrderShipped, { correlate: 'orderId' })
  shipped(_event: OrderShipped): void {}

  @handle(OrderDelivered, { correlate: 'orderId', end: true })
  delivered(_event: OrderDelivered): void {}

  @handle(OrderCancelled, { correlate: 'orderId', end: true })
  cancelled(_event: OrderCancelled): void {}
}
