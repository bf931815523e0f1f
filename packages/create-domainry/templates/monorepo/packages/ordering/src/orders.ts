import { Query, field, read, type QueryContext } from '@domainry/core';
import { Order, type OrderStatus } from './order.js';
import { ordering } from './ordering.js';

/** How far an order is. */
@ordering.query
export class StatusOf extends Query<StatusOf, OrderStatus> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** Answers questions about orders. */
@ordering.queryHandler()
export class Orders {
  @read(StatusOf)
  async statusOf({ orderId }: StatusOf, { repository }: QueryContext): Promise<OrderStatus> {
    const order = await repository(Order).get(orderId);
    return order.status;
  }
}
