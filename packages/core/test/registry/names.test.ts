import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  Entity,
  Event,
  Projection,
  Query,
  ValueObject,
  field,
} from '@domainry/core';
import { problemsOf } from './model-problems.js';

describe('two elements', () => {
  test('of one name are reported, with the place of the other', () => {
    const shop = new Domain('Shop');
    shop.register(class Order extends Aggregate {});
    shop.register(class Order extends ValueObject {});

    expect(problemsOf(shop)).toEqual([
      'DUPLICATE_NAME Order: the aggregate Order (PLACE) has the same name. Rename one of the classes, or give one another name: { name: … }.',
    ]);
  });

  test('may be versions of one message', () => {
    const shop = new Domain('Shop');
    const Order = shop.register(class Order extends Aggregate {});
    shop.register(class Placed extends Event {}, { partOf: Order });
    shop.register(class Placed extends Event {}, { partOf: Order, version: 2 });

    expect(problemsOf(shop)).toEqual([]);
    expect(shop.registry.findAll('Placed').map(({ type }) => type)).toEqual([
      'Shop.Placed.v1',
      'Shop.Placed.v2',
    ]);
    expect(shop.registry.find('Placed')).toBeUndefined();
  });

  test('cannot be messages of one type', () => {
    const shop = new Domain('Shop');
    const Order = shop.register(class Order extends Aggregate {});
    shop.register(class Placed extends Event {}, { partOf: Order });
    shop.register(class OrderPlaced extends Event {}, { partOf: Order, name: 'Placed' });

    expect(problemsOf(shop)).toEqual([
      'DUPLICATE_TYPE Placed: its messages are stored as Shop.Placed.v1, as is Placed (PLACE). Give one of them another name or version: { name: … } or { version: … }.',
    ]);
  });

  test('of which one is an event and one a command share no name', () => {
    const shop = new Domain('Shop');
    const Order = shop.register(class Order extends Aggregate {});
    shop.register(class Transfer extends Event {}, { partOf: Order });
    shop.register(class Transfer extends Command {}, { partOf: Order, version: 2 });
    shop.register(class Transfer extends Query {});

    expect(problemsOf(shop).map((problem) => problem.slice(0, 23))).toEqual([
      'DUPLICATE_NAME Transfer',
      'DUPLICATE_NAME Transfer',
    ]);
  });

  test('of one database cannot be stored under one name', () => {
    const shop = new Domain('Shop');
    const Order = shop.register(class Order extends Aggregate {}, { storedAs: 'orders', stream: 'order' });
    shop.register(class Line extends Entity {}, { partOf: Order, storedAs: 'orders' });
    shop.register(class Archive extends Aggregate {}, { storedAs: 'orders', database: 'archive' });
    shop.register(class Old extends Aggregate {}, { stream: 'order', storedAs: 'Summary' });
    @shop.projection
    class Summary extends Projection<Summary> {
      @field.identifier({ required: true, identifier: true }) key!: string;
    }
    expect(Summary).toBeDefined();

    expect(problemsOf(shop)).toEqual([
      'DUPLICATE_STORED_NAME Line: it is stored as orders, as is Order (PLACE). Give one of them another storedAs.',
      'DUPLICATE_STORED_NAME Summary: it is stored as Summary, as is Old (PLACE). Give one of them another storedAs.',
      'DUPLICATE_STORED_NAME Old: its streams begin with order, as is Order (PLACE). Give one of them another stream.',
    ]);
  });
});

describe('a former name of a message', () => {
  function newShop(first: object, second: object) {
    const shop = new Domain('Shop');
    const Order = shop.register(class Order extends Aggregate {});
    shop.register(class Placed extends Event {}, { partOf: Order, ...first });
    shop.register(class Shipped extends Event {}, { partOf: Order, ...second });
    return problemsOf(shop);
  }

  test('is its own', () => {
    expect(newShop({ renamedFrom: 'Ordered' }, { renamedFrom: ['Sent', 'Shop.Sent', 'Other.Sent'] })).toEqual(
      [],
    );
  });

  test.each([
    [{ renamedFrom: 'Sent' }, { renamedFrom: 'Shop.Sent' }, 'Shop.Sent'],
    [{}, { renamedFrom: 'Placed' }, 'Shop.Placed'],
  ])('that another has or had is reported: %j and %j', (first, second, name) => {
    expect(newShop(first, second)).toEqual([
      `DUPLICATE_TYPE Shipped: renamedFrom says that it was stored as ${name}, as Placed (PLACE) is or was. Remove the name from renamedFrom of one of them.`,
    ]);
  });
});
