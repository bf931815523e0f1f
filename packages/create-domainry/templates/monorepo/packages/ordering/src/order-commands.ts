import { Command, field, handle, type HandlerContext } from '@domainry/core';
import { Order } from './order.js';
import { ordering } from './ordering.js';

/** Orders something. */
@ordering.command(Order)
export class PlaceOrder extends Command<PlaceOrder> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly total!: number;
}

/** Takes an order back. */
@ordering.command(Order)
export class CancelOrder extends Command<CancelOrder> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** Does what is asked of orders. */
@ordering.commandHandler(Order)
export class OrderCommands {
  @handle(PlaceOrder)
  async place({ orderId, customerId, total }: PlaceOrder, { repository }: HandlerContext): Promise<void> {
    await repository(Order).add(Order.place(orderId, customerId, total));
  }

  @handle(CancelOrder)
  async cancel({ orderId }: CancelOrder, { repository }: HandlerContext): Promise<void> {
    const orders = repository(Order);
    const order = await orders.get(orderId);
    order.cancel();
    await orders.add(order);
  }
}
