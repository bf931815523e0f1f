import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  field,
  handle,
  memoryBroker,
  type HandlerContext,
} from '@domainry/core';
import { newGate, newLog } from './bank.js';

/** A shop that has something to tell, and a stock that acts on it in the shop. */
async function newShopAndStock() {
  const shop = new Domain('Shop');
  const stock = new Domain('Stock');
  const probe: { afterTaking?: () => unknown } = {};

  @shop.aggregate
  class Order extends Aggregate<Order> {}
  @shop.command(Order)
  class Place extends Command<Place> {
    @field.identifier({ required: true }) readonly orderId!: string;
  }
  @shop.command(Order)
  class Note extends Command<Note> {
    @field.identifier({ required: true }) readonly orderId!: string;
  }
  @shop.commandHandler(Order)
  class Orders {
    @handle(Place)
    async place({ orderId }: Place, { repository }: HandlerContext): Promise<void> {
      await repository(Order).add(new Order({ id: orderId }));
      await stock.process(new Take({ itemId: 'i' }));
      await probe.afterTaking?.();
    }
    @handle(Note)
    async note({ orderId }: Note, { repository }: HandlerContext): Promise<void> {
      await repository(Order).add(new Order({ id: orderId }));
    }
  }

  @stock.event('Item')
  class Taken extends Event<Taken> {}
  @stock.aggregate
  class Item extends Aggregate<Item> {
    take(): void {
      this.raise_(new Taken());
    }
  }
  @stock.command(Item)
  class Take extends Command<Take> {
    @field.identifier({ required: true }) readonly itemId!: string;
  }
  @stock.commandHandler(Item)
  class Items {
    @handle(Take)
    async take({ itemId }: Take, { repository }: HandlerContext): Promise<void> {
      const item = new Item({ id: itemId });
      item.take();
      await repository(Item).add(item);
    }
  }
  @stock.eventHandler(Item)
  class Clerk {
    @handle(Taken)
    async taken(): Promise<void> {
      await shop.process(new Note({ orderId: 'note' }));
    }
  }
  await stock.init({ logger: newLog() });
  await shop.init({ logger: newLog() });
  return { shop, stock, probe, Order, Place, Note, Orders, Items, Clerk };
}

describe('a handler of an event', () => {
  test('works apart from the unit of another domain in which the event happened', async () => {
    const { shop, probe, Order, Place, stock } = await newShopAndStock();
    probe.afterTaking = () => {
      throw new Error('no');
    };

    await expect(shop.process(new Place({ orderId: 'o' }))).rejects.toThrow('no');

    expect(stock.deadLetters.list()).toEqual([]);
    expect(await shop.repositoryFor(Order).has('o')).toBe(false);
    expect(await shop.repositoryFor(Order).has('note')).toBe(true);
  });
});

describe('a subscriber', () => {
  test('works apart from the unit in which its message was published', async () => {
    const shop = new Domain('Shop');
    const stock = new Domain('Stock');
    const received = newGate();
    let outcome: unknown = 'nothing';
    @shop.aggregate
    class Order extends Aggregate<Order> {}
    @stock.subscriber({ stream: 'orders' })
    class Clerk {
      async receive(): Promise<void> {
        outcome = await shop
          .unitOfWork(({ repository }) => repository(Order).add(new Order({ id: 'note' })))
          .then(
            () => 'saved',
            (error: unknown) => error,
          );
        received.open();
      }
    }
    const broker = memoryBroker();
    await shop.init({ brokers: { default: broker } });
    await stock.init({ brokers: { default: broker }, logger: newLog() });

    await shop.unitOfWork(() =>
      shop.broker().publish('orders', [{ id: 'm1', data: {}, headers: {} } as never]),
    );
    await received.opened;

    expect(outcome).toBe('saved');
    expect(await shop.repositoryFor(Order).has('note')).toBe(true);
    expect(Clerk).toBeDefined();
    await Promise.all([shop.close(), stock.close()]);
  });
});
