import { beforeEach, describe, expect, test } from '@jest/globals';
import { Domain, Event, ValueObject, boundaryView, field, metadataOf, type AnyEvent } from '@domainry/core';

const minute = 60_000;

/** Products whose displayed prices hold for a while, as https://dcb.events/examples/dynamic-product-price/ has them. */
function newShop() {
  const clock = { now: 1_000_000 * minute };
  const shop = new Domain('Shop', { clock: () => new Date(clock.now) });
  @shop.event({ tags: ({ productId }: ProductDefined) => [`product:${productId}`] })
  class ProductDefined extends Event<ProductDefined> {
    @field.string({ required: true }) readonly productId!: string;
    @field.integer({ required: true }) readonly price!: number;
  }
  @shop.event({ tags: ({ productId }: ProductPriceChanged) => [`product:${productId}`] })
  class ProductPriceChanged extends Event<ProductPriceChanged> {
    @field.string({ required: true }) readonly productId!: string;
    @field.integer({ required: true }) readonly newPrice!: number;
  }
  @shop.valueObject
  class Item extends ValueObject<Item> {
    @field.string({ required: true }) readonly productId!: string;
    @field.integer({ required: true }) readonly price!: number;
  }
  @shop.event({ tags: ({ items }: ProductsOrdered) => items.map(({ productId }) => `product:${productId}`) })
  class ProductsOrdered extends Event<ProductsOrdered> {
    @field.list(field.valueObject(() => Item), { required: true }) readonly items!: Item[];
  }

  /** The price that held ten minutes ago, and those since. */
  const pricesOf = (productId: string) =>
    boundaryView({
      query: { types: [ProductDefined, ProductPriceChanged], tags: [`product:${productId}`] },
      initial: [] as readonly number[],
      evolve: (prices, event) => {
        if (event instanceof ProductDefined) return [event.price];
        const age = clock.now - metadataOf(event)!.time.getTime();
        return age <= 10 * minute ? [...prices, event.newPrice] : [event.newPrice];
      },
    });
  const order = (...displayed: { productId: string; price: number }[]) =>
    shop.events.decide(
      Object.fromEntries(displayed.map(({ productId }) => [productId, pricesOf(productId)])),
      (prices) => {
        for (const { productId, price } of displayed)
          if (!prices[productId]!.includes(price))
            throw new Error(`${price} is no price of ${productId} now`);
        return new ProductsOrdered({ items: displayed.map((item) => new Item(item)) });
      },
    );
  /** Writes what happened some minutes ago. */
  const given = async (minutesAgo: number, event: AnyEvent) => {
    clock.now -= minutesAgo * minute;
    await shop.events.append(event);
    clock.now += minutesAgo * minute;
  };
  const last = async () => (await shop.events.read([])).events.at(-1)!;
  return { shop, ProductDefined, ProductPriceChanged, pricesOf, order, given, last };
}

let world: ReturnType<typeof newShop>;
beforeEach(async () => {
  world = newShop();
  await world.shop.init();
});

const defined = (productId: string, price: number) => new world.ProductDefined({ productId, price });
const changed = (productId: string, newPrice: number) =>
  new world.ProductPriceChanged({ productId, newPrice });

describe('a product is ordered for the price that was displayed', () => {
  test('when that is its price', async () => {
    await world.given(20, defined('p1', 123));

    await world.order({ productId: 'p1', price: 123 });

    const { event, tags } = await world.last();
    expect(event.toDict()).toEqual({ items: [{ productId: 'p1', price: 123 }] });
    expect(tags).toEqual(['product:p1']);
  });

  test('and not for one that it never had', async () => {
    await world.given(20, defined('p1', 123));

    await expect(world.order({ productId: 'p1', price: 100 })).rejects.toThrow('100 is no price of p1 now');
  });

  test('and not for one that was changed more than ten minutes ago', async () => {
    await world.given(20, defined('p1', 123));
    await world.given(11, changed('p1', 134));

    await expect(world.order({ productId: 'p1', price: 123 })).rejects.toThrow('123 is no price of p1 now');
  });

  test.each([123, 134])(
    'whether it was before or after a change of less than ten minutes ago: %p',
    async (price) => {
      await world.given(20, defined('p1', 123));
      await world.given(9, changed('p1', 134));

      await world.order({ productId: 'p1', price });

      expect((await world.last()).event.toDict()).toEqual({ items: [{ productId: 'p1', price }] });
    },
  );
});

describe('several products are ordered at once', () => {
  beforeEach(async () => {
    await world.given(20, defined('p1', 123));
    await world.given(9, changed('p1', 134));
    await world.given(8, defined('p2', 321));
  });
  const both = [
    { productId: 'p1', price: 123 },
    { productId: 'p2', price: 321 },
  ];

  test('when all their prices are valid', async () => {
    await world.order(...both);

    expect((await world.last()).event.toDict()).toEqual({ items: both });
    expect((await world.last()).tags).toEqual(['product:p1', 'product:p2']);
  });

  test('and none of them when one is not', async () => {
    await expect(world.order(both[0]!, { productId: 'p2', price: 1 })).rejects.toThrow(
      '1 is no price of p2 now',
    );
  });

  test('and none of them when the price of one was changed since they were read', async () => {
    const { events } = world.shop;
    const failIfMatch = both.map(({ productId }) => world.pricesOf(productId).query).flat();
    const { position } = await events.read(failIfMatch);

    await world.given(0, changed('p2', 400));

    const late = events.append(defined('p3', 1), { condition: { failIfMatch, after: position } });
    await expect(late).rejects.toMatchObject({
      code: 'BOUNDARY_CONFLICT',
      details: { after: 3, position: 4 },
    });
  });
});
