import { describe, expect, test } from '@jest/globals';
import { Aggregate, Domain, Repository, field } from '@domainry/core';
import { refusalOf } from './bank.js';

/** A domain whose orders call a function before they are saved. */
async function newShop(beforeSave: () => unknown) {
  const shop = new Domain('Shop');
  @shop.aggregate
  class Order extends Aggregate<Order> {}
  @shop.repository(Order)
  class Orders extends Repository<Order> {
    protected override async beforeSave(): Promise<void> {
      await beforeSave();
    }
  }
  await shop.init();
  return { shop, Order, orders: shop.repositoryFor(Orders) };
}

async function newStock() {
  const stock = new Domain('Stock');
  @stock.aggregate
  class Item extends Aggregate<Item> {
    @field.string() name?: string;
  }
  await stock.init();
  return { stock, Item, items: stock.repositoryFor(Item) };
}

describe('a hook of a save', () => {
  test('may save what belongs to another domain, in a unit of that one', async () => {
    const { Item, items } = await newStock();
    const { Order, orders } = await newShop(() => items.add(new Item({ id: 'i' })));

    await orders.add(new Order({ id: 'o' }));

    expect(await items.has('i')).toBe(true);
  });

  test('may ask for states of its own unit, also from within a unit of another domain', async () => {
    const { stock } = await newStock();
    const hook: { act?: () => unknown } = {};
    const { Order, orders } = await newShop(() => hook.act?.());
    let count = -1;
    hook.act = () =>
      stock.unitOfWork(async () => {
        count = await orders.query.count();
      });

    await orders.add(new Order({ id: 'o' }));

    expect(count).toBe(0);
  });

  test('cannot hide that a part of the unit failed', async () => {
    const hook: { act?: () => unknown } = {};
    const { shop, Order, orders } = await newShop(() => hook.act?.());
    hook.act = () => shop.unitOfWork(() => Promise.reject(new Error('no'))).catch(() => undefined);

    const error = await refusalOf(orders.add(new Order({ id: 'o' })));

    expect(error.code).toBe('UNIT_DOOMED');
    expect(await orders.has('o')).toBe(false);
  });
});
