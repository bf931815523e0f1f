import { describe, expect, test } from '@jest/globals';
import { Aggregate, Command, Domain, Entity, Event, field, type Children } from '@domainry/core';
import { problemsOf } from './model-problems.js';

describe('a cluster', () => {
  const shop = new Domain('Shop');
  @shop.entity(() => Line)
  class Discount extends Entity<Discount> {}
  @shop.entity(() => Order)
  class Line extends Entity<Line> {
    @field.hasMany(() => Discount) readonly discounts!: Children<Discount>;
  }
  @shop.aggregate
  class Order extends Aggregate<Order> {
    @field.hasMany(() => Line) readonly lines!: Children<Line>;
  }
  @shop.event(Order)
  class Placed extends Event<Placed> {}
  @shop.command('Order')
  class Place extends Command<Place> {}
  @shop.commandHandler(Order)
  class Handler {}

  test('is found from every member and from what concerns it', () => {
    const clusters = [Order, Line, Discount, Placed, Place, Handler].map(
      (cls) => shop.registry.clusterOf(cls)?.name,
    );

    expect(clusters).toEqual(Array(6).fill('Order'));
  });

  test('lists its members, the root first', () => {
    const members = shop.registry.membersOf(Order).map(({ name }) => name);

    expect(members).toEqual(['Order', 'Discount', 'Line', 'Placed', 'Place', 'Handler']);
  });

  test('is none for a class that is not registered', () => {
    expect(shop.registry.clusterOf(class Unknown {})).toBeUndefined();
    expect(shop.registry.membersOf(class Unknown {})).toEqual([]);
  });
});

test('an association into another cluster is reported', () => {
  const shop = new Domain('Shop');
  @shop.entity(() => Invoice)
  class Item extends Entity<Item> {}
  @shop.aggregate
  class Invoice extends Aggregate<Invoice> {}
  @shop.aggregate
  class Order extends Aggregate<Order> {
    @field.hasMany(() => Item) readonly items!: Children<Item>;
  }
  expect(Order).toBeDefined();

  expect(problemsOf(shop)).toEqual([
    'WRONG_CLUSTER Order.items: it holds Item, which is part of Invoice. Declare Item as part of Order, or refer to Invoice by identity: field.reference(() => Invoice).',
  ]);
});

test('entities that are part of each other are reported, each with the way round', () => {
  const shop = new Domain('Shop');
  @shop.entity(() => Second)
  class First extends Entity<First> {}
  @shop.entity(() => First)
  class Second extends Entity<Second> {}
  @shop.entity(() => First)
  class Hanging extends Entity<Hanging> {}
  expect([Second, Hanging]).toHaveLength(2);

  expect(problemsOf(shop)).toEqual([
    'REFERENCE_CYCLE First: it is part of itself: First → Second → First. Let one of them be part of the aggregate.',
    'REFERENCE_CYCLE Second: it is part of itself: Second → First → Second. Let one of them be part of the aggregate.',
  ]);
  expect(shop.registry.clusterOf(Hanging)).toBeUndefined();
});
