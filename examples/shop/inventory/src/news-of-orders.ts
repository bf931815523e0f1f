import type { BrokerMessage, HandlerContext } from '@domainry/core';
import { Quantity, ReleaseReservation, ReserveStock } from './commands.js';
import { inventory } from './domain.js';

/** Ordering tells what was ordered, and what was called off. Of an order we need to know no more than what and how many. */
@inventory.subscriber({ stream: 'Ordering.Order' })
export class OrderNews {
  async receive({ id, body }: BrokerMessage, { process }: HandlerContext): Promise<void> {
    const { type, data } = body as {
      type: string;
      data: { orderId: string; items: readonly { sku: string; quantity: number }[] };
    };
    const { orderId } = data;
    if (type.startsWith('Ordering.OrderPlaced')) {
      const items = data.items.map(({ sku, quantity }) => new Quantity({ sku, count: quantity }));
      await process(new ReserveStock({ reservationId: id, orderId, items }));
    } else if (type.startsWith('Ordering.OrderCancelled')) {
      await process(new ReleaseReservation({ orderId }));
    }
  }
}
