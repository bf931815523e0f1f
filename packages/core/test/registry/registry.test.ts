import { describe, expect, test } from '@jest/globals';
import {
  Aggregate,
  Command,
  Domain,
  DomainryError,
  Entity,
  Event,
  Projection,
  ValueObject,
  describeElement,
  describeRegistry,
  factEventOf,
  field,
  handle,
  invariant,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { thrownBy } from '../elements/compilations.js';
import { problemsOf } from './model-problems.js';

function newShop() {
  const shop = new Domain('Shop', {
    description: 'Orders of private customers',
    owners: ['Sales'],
    classification: 'core',
    relationships: [{ to: 'Billing', as: 'customer-supplier', direction: 'upstream' }],
  });

  @shop.commandHandler('Order')
  class OrderCommands {
    @handle('Place', { description: 'Places an order' })
    place(): void {}
  }

  @shop.valueObject({ description: 'An amount in cents' })
  class Money extends ValueObject<Money> {
    @field.integer({ required: true, min: 0 }) readonly cents!: number;
  }

  @shop.entity('Order', { storedAs: 'order_lines' })
  class Line extends Entity<Line> {
    @field.valueObject(() => Money, { required: true }) price!: Money;
  }

  @shop.aggregate({ factEvents: true, lifecycleEvents: true, deprecated: { since: '2.0', use: 'Basket' } })
  class Order extends Aggregate<Order> {
    @field.string({ required: true, pattern: /^[A-Z]+$/, personal: true }) customer!: string;
    @field.integer({ default: 3, storedAs: 'rank' }) priority!: Defaulted<number>;
    @field.dateTime({ default: () => new Date() }) opened!: Defaulted<Date>;
    @field.hasMany(() => Line) readonly lines!: Children<Line>;
    @field.hasOne(() => Line) gift?: Line;
    @field.valueObject(Money) total?: Money;
    @field.list(field.reference(() => Order)) related?: readonly string[];

    @invariant.post({ message: 'An order has at most ten lines', code: 'lines', fields: ['lines'] })
    notTooLong() {
      return this.lines.size <= 10;
    }
  }

  @shop.command(Order, { version: 2 })
  class Place extends Command<Place> {}

  @shop.projection
  class Summary extends Projection<Summary> {
    @field.identifier({ required: true, identifier: true }) orderId!: string;
  }

  return { shop, OrderCommands, Money, Line, Order, Place, Summary };
}

describe('a registry', () => {
  test('gives its elements in the order of registration, by kind, by name and by class', () => {
    const { shop, Order, Line, Place } = newShop();
    const { registry } = shop;

    expect([...registry].map(({ name }) => name)).toEqual([
      'OrderCommands',
      'Money',
      'Line',
      'Order',
      'OrderCreated',
      'OrderAttributeChanged',
      'OrderDiscarded',
      'OrderFact',
      'Place',
      'Summary',
    ]);
    expect(registry.size).toBe(10);
    expect(registry.ofKind('entity').map(({ cls }) => cls)).toEqual([Line]);
    expect(registry.find('Order')).toBe(registry.find(Order));
    expect(registry.find(Place)).toMatchObject({ kind: 'command', type: 'Shop.Place.v2' });
    expect(registry.find('Nothing')).toBeUndefined();
  });

  test('finds an element by the class that was written too', () => {
    const shop = new Domain('Shop');
    class Written extends ValueObject {}
    const Finished = shop.register(Written);

    expect(Finished).not.toBe(Written);
    expect(shop.registry.find(Written)).toBe(shop.registry.find(Finished));
  });

  test('carries descriptors, rules, stored names, places and the description of the domain', () => {
    const { shop, Order, Line } = newShop();
    const element = shop.registry.find(Order)!;

    expect(element.fields.map(({ name }) => name)).toContain('customer');
    expect(element.invariants).toEqual([
      {
        name: 'notTooLong',
        stage: 'post',
        message: 'An order has at most ten lines',
        code: 'lines',
        fields: ['lines'],
      },
    ]);
    expect(element).toMatchObject({ storedAs: 'Order', stream: 'Order' });
    expect(shop.registry.find(Line)!.storedAs).toBe('order_lines');
    expect(element.place?.file).toMatch(/registry\.test\.ts$/);
    expect(shop.registry.description).toEqual({
      description: 'Orders of private customers',
      owners: ['Sales'],
      classification: 'core',
      relationships: [{ to: 'Billing', as: 'customer-supplier', direction: 'upstream' }],
    });
  });

  test('can be added to until init(), and not after', async () => {
    const { shop } = newShop();
    await shop.init();

    const error = thrownBy(() => shop.register(class Late extends ValueObject {}));

    expect(DomainryError.is(error, 'DOMAIN_FROZEN')).toBe(true);
    expect(shop.registry.find('Late')).toBeUndefined();
    expect(Object.isFrozen(shop.registry.find('Order'))).toBe(true);
    expect(Object.isFrozen(shop.registry.find('Order')!.options)).toBe(true);
  });

  test('records fields and rules of abstract classes', () => {
    const shop = new Domain('Shop');
    @shop.aggregate({ abstract: true })
    class Document extends Aggregate<Document> {
      @field.string({ required: true }) title!: string;
      @invariant.post
      hasTitle() {
        return this.title !== '';
      }
    }

    const element = shop.registry.find(Document)!;

    expect(element).toMatchObject({ isAbstract: true });
    expect(element.model).toBeUndefined();
    expect(element.fields.map(({ name }) => name)).toEqual(['title', 'id']);
    expect(element.invariants.map(({ name }) => name)).toEqual(['hasTitle']);
  });
});

describe('derived events', () => {
  test('of a lifecycle are elements like others, with fields, a model and the place of their aggregate', () => {
    const { shop, Order } = newShop();
    const created = shop.registry.find('OrderCreated')!;

    expect(created).toMatchObject({
      kind: 'event',
      type: 'Shop.OrderCreated.v1',
      derived: 'lifecycleEvents',
      place: shop.registry.find(Order)!.place,
    });
    expect(created.fields.map(({ name, kind }) => [name, kind])).toEqual([['state', 'json']]);
    expect(created.model?.fields).toBe(created.fields);
    expect(shop.registry.clusterOf(created.cls)?.name).toBe('Order');
  });

  test('of facts mirror the fields of the aggregate, and hold children as plain data', () => {
    const { shop } = newShop();
    const fact = shop.registry.find('OrderFact')!;

    expect(fact.derived).toBe('factEvents');
    expect(fact.fields.map(({ name, kind, presence }) => [name, kind, presence])).toEqual([
      ['customer', 'string', 'required'],
      ['priority', 'integer', 'required'],
      ['opened', 'dateTime', 'required'],
      ['lines', 'json', 'required'],
      ['gift', 'json', 'optional'],
      ['total', 'valueObject', 'optional'],
      ['related', 'list', 'optional'],
      ['id', 'identifier', 'required'],
    ]);
    expect(fact.fields.some(({ identifier, unique, readOnly }) => identifier || unique || readOnly)).toBe(
      false,
    );
    expect(fact.fields[0]!.personal).toBe('personal');
    expect(problemsOf(shop)).toEqual([]);
  });

  test('of facts are made from an aggregate as it is, and not raised', () => {
    const { Order } = newShop();
    const order = new Order({ customer: 'ANNA', total: { cents: 5 }, lines: [{ price: { cents: 5 } }] });
    const { length } = order.pendingEvents;

    const fact = factEventOf(order);
    order.priority = 9;

    expect(fact.constructor.name).toBe('OrderFact');
    expect(fact.toDict()).toEqual({ ...order.toDict(), priority: 3 });
    expect(order.pendingEvents).toHaveLength(length);
    order.raise_(fact as never);
    expect(order.pendingEvents).toHaveLength(length + 1);
  });

  test('of facts are refused for an aggregate without them', () => {
    const shop = new Domain('Shop');
    @shop.aggregate
    class Order extends Aggregate<Order> {}

    const error = thrownBy(() => factEventOf(new Order()));

    expect(DomainryError.is(error, 'FACT_EVENTS_DISABLED')).toBe(true);
    expect((error as Error).message).toBe('Order has no fact event. Register it with { factEvents: true }.');
  });

  test('whose name a class has already are reported', () => {
    const shop = new Domain('Shop');
    @shop.aggregate({ factEvents: true })
    class Order extends Aggregate<Order> {}
    @shop.event(Order)
    class OrderFact extends Event<OrderFact> {}
    expect(OrderFact).toBeDefined();

    expect(problemsOf(shop).map((problem) => problem.split(':')[0])).toEqual(['DUPLICATE_TYPE OrderFact']);
  });
});

describe('the summary of a registry', () => {
  test('of one element calls the others whatever it is told to', () => {
    const { registry } = newShop().shop;
    const summaryOf = (name: string) =>
      describeElement(registry, registry.find(name)!, (other) => `Shop.${other.name}`);

    expect(summaryOf('Line')).toMatchObject({ belongsTo: 'Shop.Order', aggregate: 'Shop.Order' });
    expect(summaryOf('Order').fields.find(({ name }) => name === 'lines')?.target).toBe('Shop.Line');
  });

  test('is plain data, in an order that does not depend on registration', () => {
    const summary = describeRegistry(newShop().shop.registry);

    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    expect(summary).toMatchObject({ domain: 'Shop', classification: 'core', owners: ['Sales'] });
    expect(summary.counts).toEqual({
      aggregate: 1,
      entity: 1,
      valueObject: 1,
      event: 4,
      command: 1,
      projection: 1,
      commandHandler: 1,
    });
    expect(summary.elements.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'aggregate Order',
      'entity Line',
      'valueObject Money',
      'event OrderAttributeChanged',
      'event OrderCreated',
      'event OrderDiscarded',
      'event OrderFact',
      'command Place',
      'projection Summary',
      'commandHandler OrderCommands',
    ]);
  });

  test('tells everything that was said about an element', () => {
    const { elements } = describeRegistry(newShop().shop.registry);
    const order = elements.find(({ name }) => name === 'Order')!;

    expect(order).toMatchObject({
      aggregate: 'Order',
      storedAs: 'Order',
      stream: 'Order',
      deprecated: { since: '2.0', use: 'Basket' },
      options: { factEvents: true, lifecycleEvents: true },
    });
    expect(order.place).toMatch(/registry\.test\.ts:\d+$/);
    expect(order.fields.slice(0, 3)).toEqual([
      {
        name: 'customer',
        kind: 'string',
        presence: 'required',
        personal: 'personal',
        constraints: { maxLength: 255, pattern: '^[A-Z]+$' },
      },
      {
        name: 'priority',
        kind: 'integer',
        presence: 'defaulted',
        storedAs: 'rank',
        default: 3,
        constraints: order.fields[1]!.constraints,
      },
      { name: 'opened', kind: 'dateTime', presence: 'defaulted', constraints: {} },
    ]);
    expect(order.fields.find(({ name }) => name === 'lines')).toMatchObject({ target: 'Line' });
    expect(order.fields.find(({ name }) => name === 'related')).toMatchObject({ items: { target: 'Order' } });
    expect(elements.find(({ name }) => name === 'OrderCommands')).toMatchObject({
      belongsTo: 'Order',
      aggregate: 'Order',
      handles: [
        { method: 'place', by: 'handle', message: 'Place', options: { description: 'Places an order' } },
      ],
    });
  });

  test('names references that lead nowhere as they were written', () => {
    const shop = new Domain('Shop');
    shop.register(class Placed extends Event {}, { partOf: 'Order' });

    expect(describeRegistry(shop.registry).elements[0]).toMatchObject({ belongsTo: 'Order' });
  });
});
