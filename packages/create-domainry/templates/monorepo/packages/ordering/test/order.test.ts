import { afterAll, beforeAll, expect, it } from 'vitest';
import { ordering } from '../src/domain.js';
import { CancelOrder, PlaceOrder } from '../src/order-commands.js';
import { Order } from '../src/order.js';
import { StatusOf } from '../src/orders.js';

beforeAll(async () => {
  await ordering.init();
});
afterAll(() => ordering.close());

it('takes no order that is worth nothing', () => {
  expect(() => Order.place('1', 'ada', 0)).toThrow('An order is worth something');
});

it('takes an order back, once', async () => {
  await ordering.process(new PlaceOrder({ orderId: '1', customerId: 'ada', total: 10_00 }));

  await ordering.process(new CancelOrder({ orderId: '1' }));

  expect(await ordering.ask(new StatusOf({ orderId: '1' }))).toBe('Cancelled');
  await expect(ordering.process(new CancelOrder({ orderId: '1' }))).rejects.toThrow('status');
});
