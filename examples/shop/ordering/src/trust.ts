import { handle, type HandlerContext } from '@domainry/core';
import { Customer } from './customer.js';
import { ordering } from './domain.js';
import { Order, OrderPaid } from './order.js';

/** Remembers who pays. */
@ordering.eventHandler(Order)
export class TrustKeeping {
  @handle(OrderPaid, { retry: { attempts: 3 } })
  async paid({ customerId }: OrderPaid, { repository }: HandlerContext): Promise<void> {
    const customers = repository(Customer);
    const customer = await customers.get(customerId);
    customer.hasPaid();
    await customers.add(customer);
  }
}
