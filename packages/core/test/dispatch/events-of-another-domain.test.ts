import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Event,
  field,
  handle,
  memory,
  type HandlerContext,
} from '@domainry/core';
import { newGate, newLog } from './bank.js';
import { oneWriter } from './one-writer.js';

/** A shop that takes from a stock, which tells the shop what it took. Each of them writes one thing at a time. */
async function newShopAndStock() {
  const shop = new Domain('Shop');
  const stock = new Domain('Stock');
  const log: string[] = [];
  const probe: { onPlaced?: (context: HandlerContext) => unknown; onTaken?: () => unknown } = {};

  @shop.aggregate
  class Order extends Aggregate<Order> {}
  @shop.command(Order)
  class Place extends Command<Place, string> {
    @field.identifier({ required: true }) readonly orderId!: string;
  }
  @shop.command(Order)
  class Confirm extends Command<Confirm> {
    @field.identifier({ required: true }) readonly orderId!: string;
  }
  @shop.commandHandler(Order)
  class Orders {
    @handle(Place)
    async place({ orderId }: Place, context: HandlerContext): Promise<string> {
      await context.repository(Order).add(new Order({ id: orderId }));
      const { deliveries } = await stock.processWithReport(new Take({ orderId }));
      log.push(`placed, ${deliveries.length} deliveries`);
      await probe.onPlaced?.(context);
      return orderId;
    }
    @handle(Confirm)
    async confirm({ orderId }: Confirm, { repository }: HandlerContext): Promise<void> {
      log.push(`confirmed ${orderId}, ${await repository(Order).has(orderId)}`);
      await repository(Order).add(new Order({ id: `confirmation-of-${orderId}` }));
    }
  }

  @stock.event('Item')
  class Taken extends Event<Taken> {
    @field.identifier({ required: true }) readonly orderId!: string;
  }
  @stock.aggregate
  class Item extends Aggregate<Item> {
    take(orderId: string): void {
      this.raise_(new Taken({ orderId }));
    }
  }
  @stock.command(Item)
  class Take extends Command<Take> {
    @field.identifier({ required: true }) readonly orderId!: string;
  }
  @stock.commandHandler(Item)
  class Items {
    @handle(Take)
    async take({ orderId }: Take, { repository }: HandlerContext): Promise<void> {
      const item = (await repository(Item).getOrNull('i')) ?? new Item({ id: 'i' });
      item.take(orderId);
      await repository(Item).add(item);
    }
  }
  @stock.eventHandler(Item)
  class Clerk {
    @handle(Taken)
    async taken({ orderId }: Taken): Promise<void> {
      log.push(`told of ${orderId}`);
      await probe.onTaken?.();
      await shop.process(new Confirm({ orderId }));
    }
  }
  await stock.init({ databases: { default: oneWriter(memory()) }, logger: newLog() });
  await shop.init({ databases: { default: oneWriter(memory()) }, logger: newLog() });
  return { shop, stock, probe, log, Order, Place, Take, Orders, Items, Clerk };
}

describe('events that another domain commits while a unit of work is open', () => {
  test('are delivered once that unit has ended, and hold the one who began it until then', async () => {
    const { shop, stock, log, Order, Place } = await newShopAndStock();

    // A key has the transaction begin before the handler does.
    const placed = await shop.process(new Place({ orderId: 'o' }), { idempotencyKey: 'k' });

    expect(placed).toBe('o');
    expect(log).toEqual(['placed, 0 deliveries', 'told of o', 'confirmed o, true']);
    expect(await shop.repositoryFor(Order).has('confirmation-of-o')).toBe(true);
    expect(stock.deadLetters.list()).toEqual([]);
  });

  test('are delivered as well when that unit fails: they did happen', async () => {
    const { shop, log, probe, Order, Place } = await newShopAndStock();
    probe.onPlaced = () => {
      throw new Error('no');
    };

    await expect(shop.process(new Place({ orderId: 'o' }), { idempotencyKey: 'k' })).rejects.toThrow('no');

    expect(log).toEqual(['placed, 0 deliveries', 'told of o', 'confirmed o, false']);
    expect(await shop.repositoryFor(Order).has('confirmation-of-o')).toBe(true);
  });

  test('are delivered before those of the same stream that others commit meanwhile', async () => {
    const { shop, stock, log, probe, Place, Take } = await newShopAndStock();
    const [taken, go] = [newGate(), newGate()];
    probe.onPlaced = async () => {
      taken.open();
      await go.opened;
    };

    const first = shop.process(new Place({ orderId: 'first' }));
    await taken.opened;
    const second = stock.process(new Take({ orderId: 'second' }));
    await stock.process(new Take({ orderId: 'third' }), { asynchronous: true });
    go.open();
    await Promise.all([first, second, stock.settled()]);

    expect(log.filter((line) => line.startsWith('told'))).toEqual([
      'told of first',
      'told of second',
      'told of third',
    ]);
  });

  test('are waited for by who waits until the other domain has settled', async () => {
    const { shop, stock, log, probe, Place } = await newShopAndStock();
    const [taken, go] = [newGate(), newGate()];
    probe.onPlaced = async () => {
      taken.open();
      await go.opened;
    };

    const placed = shop.process(new Place({ orderId: 'o' }));
    await taken.opened;
    const settled = stock.settled().then(() => log.push('settled'));
    go.open();
    await Promise.all([placed, settled]);

    expect(log.at(-1)).toBe('settled');
    expect(log).toContain('confirmed o, true');
  });

  test('are delivered after the outermost of several units, in the order of their commits', async () => {
    const { shop, log, Place } = await newShopAndStock();
    const office = new Domain('Office');
    await office.init({ databases: { default: oneWriter(memory()) } });

    await office.unitOfWork(async () => {
      await shop.process(new Place({ orderId: 'one' }));
      await shop.process(new Place({ orderId: 'two' }));
      log.push('office');
    });

    expect(log).toEqual([
      'placed, 0 deliveries',
      'placed, 0 deliveries',
      'office',
      'told of one',
      'confirmed one, true',
      'told of two',
      'confirmed two, true',
    ]);
  });
});
