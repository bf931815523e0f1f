import { beforeEach, expect, test } from '@jest/globals';
import { Domain, Event, boundaryView, field } from '@domainry/core';

/** Orders that are placed once for each token, as https://dcb.events/examples/prevent-record-duplication/ has them. */
function newOrders() {
  const orders = new Domain('Orders');
  @orders.event({
    tags: ({ orderId, idempotencyToken }: OrderPlaced) => [
      `order:${orderId}`,
      `idempotency:${idempotencyToken}`,
    ],
  })
  class OrderPlaced extends Event<OrderPlaced> {
    @field.string({ required: true }) readonly orderId!: string;
    @field.string({ required: true }) readonly idempotencyToken!: string;
  }
  const wasUsed = (token: string) =>
    boundaryView({
      query: { types: [OrderPlaced], tags: [`idempotency:${token}`] },
      initial: false,
      evolve: () => true,
    });
  const place = (orderId: string, idempotencyToken: string) =>
    orders.events.decide({ wasUsed: wasUsed(idempotencyToken) }, (states) => {
      if (states.wasUsed) throw new Error('placed already');
      return new OrderPlaced({ orderId, idempotencyToken });
    });
  const all = async () =>
    (await orders.events.read({ types: [OrderPlaced] })).events.map(({ event }) => event.toDict());
  return { orders, OrderPlaced, place, all };
}

let world: ReturnType<typeof newOrders>;
beforeEach(async () => {
  world = newOrders();
  await world.orders.init();
  await world.orders.events.append(new world.OrderPlaced({ orderId: 'o12345', idempotencyToken: '11111' }));
});

test('an order with a token that was used is refused', async () => {
  await expect(world.place('o54321', '11111')).rejects.toThrow('placed already');
});

test('an order with a new token is placed', async () => {
  await world.place('o54321', '22222');

  expect((await world.all()).at(-1)).toEqual({ orderId: 'o54321', idempotencyToken: '22222' });
});

test('of requests with one token that arrive together, one is placed', async () => {
  const outcomes = await Promise.allSettled(['o1', 'o2', 'o3'].map((order) => world.place(order, '33333')));

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await world.all()).toHaveLength(2);
});
