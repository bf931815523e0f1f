import { expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  field,
  handle,
  metadataOf,
  type DomainOptions,
  type HandlerContext,
} from '@domainry/core';

function newShop(options: DomainOptions) {
  const shop = new Domain('Shop', options);
  @shop.event('Order')
  class Placed extends Event<Placed> {}
  @shop.event({ tags: () => ['stock:a'] })
  class Counted extends Event<Counted> {}
  @shop.aggregate
  class Order extends Aggregate<Order> {
    place(): void {
      this.raise_(new Placed());
    }
  }
  @shop.command(Order)
  class Place extends Command<Place> {
    @field.identifier() readonly nothing?: string;
  }
  @shop.commandHandler(Order)
  class Orders {
    @handle(Place)
    async place(_command: Place, { repository }: HandlerContext): Promise<void> {
      const order = new Order();
      order.place();
      await repository(Order).add(order);
      await shop.events.append(new Counted());
    }
  }
  expect(Orders).toBeDefined();
  return { shop, Order, Place, Placed };
}

/** Each call begins to count anew. */
function counting(): DomainOptions {
  const next = (what: string): (() => string) => {
    let count = 0;
    return () => `${what}-${++count}`;
  };
  let time = 0;
  return { clock: () => new Date(++time), identity: next('order'), messageIdentity: next('message') };
}

/** Everything that is stored after two commands. */
async function history(options: DomainOptions): Promise<readonly unknown[]> {
  const { shop, Place } = newShop(options);
  await shop.init();
  await shop.process(new Place({}));
  await shop.process(new Place({}), { asynchronous: true });
  await shop.settled();
  const all = await shop.log.read({ limit: 100 });
  await shop.close();
  return all.map(({ event, ...place }) => ({ ...place, metadata: metadataOf(event as never) }));
}

test('With a clock and functions for identities, a history is the same each time, to the last letter', async () => {
  const first = await history(counting());

  expect(first).toHaveLength(4);
  expect(first[0]).toMatchObject({
    stream: expect.stringContaining('order-1'),
    metadata: { id: 'message-2', causationId: 'message-1', correlationId: 'message-1' },
  });
  expect(await history(counting())).toEqual(first);
});

test('Identities of messages have nothing to do with those of aggregates', () => {
  const { Order } = newShop({ messageIdentity: () => 'mine' });

  const order = new Order();
  order.place();

  expect(order.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(metadataOf(order.pendingEvents[0]!)?.id).toBe('mine');
});

test('A fork has identities of its own for messages', () => {
  const { shop, Order } = newShop({ messageIdentity: () => 'mine' });
  const raised = (): string | undefined => {
    const order = new Order();
    order.place();
    return metadataOf(order.pendingEvents[0]!)?.id;
  };

  expect(shop.fork({ messageIdentity: () => 'forked' }).run(raised)).toBe('forked');
  expect(raised()).toBe('mine');
});

test('A function that gives no identity is refused where one is needed', () => {
  const { Order } = newShop({ messageIdentity: () => '' });
  const order = new Order();
  order.place();

  expect(() => metadataOf(order.pendingEvents[0]!)).toThrow(
    'The function messageIdentity of Shop gave "". It gives a text that is not empty, another one each time.',
  );
});
