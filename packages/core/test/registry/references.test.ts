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
  handle,
  type Children,
} from '@domainry/core';
import { problemsOf } from './model-problems.js';

describe('a reference', () => {
  test('may be a class, a thunk or a name, and nothing is reported', () => {
    const shop = new Domain('Shop');
    @shop.valueObject
    class Money extends ValueObject<Money> {
      @field.integer({ required: true }) readonly amount!: number;
    }
    @shop.entity('Order')
    class Line extends Entity<Line> {
      @field.valueObject(Money, { required: true }) price!: Money;
    }
    @shop.aggregate
    class Order extends Aggregate<Order> {
      @field.hasMany(() => Line) readonly lines!: Children<Line>;
      @field.list(field.reference('Order')) related?: readonly string[];
    }
    @shop.event(() => Order)
    class Placed extends Event<Placed> {}
    @shop.query({ partOf: Order })
    class Total extends Query<Total, number> {}
    expect([Placed, Total]).toHaveLength(2);

    expect(problemsOf(shop)).toEqual([]);
  });

  test('by a name that is nearly right is reported with the name that was meant', () => {
    const shop = new Domain('Shop');
    @shop.aggregate
    class Order extends Aggregate<Order> {}
    @shop.event('Ordr')
    class Placed extends Event<Placed> {}
    expect([Order, Placed]).toHaveLength(2);

    expect(problemsOf(shop)).toEqual([
      'REFERENCE_UNKNOWN Placed: no element of Shop is named Ordr. Did you mean Order?',
    ]);
  });

  test('by a name that nothing is like is reported with what to do', () => {
    const shop = new Domain('Shop');
    @shop.event('Warehouse')
    class Placed extends Event<Placed> {}
    expect(Placed).toBeDefined();

    expect(problemsOf(shop)).toEqual([
      'REFERENCE_UNKNOWN Placed: no element of Shop is named Warehouse. Register Warehouse, and import its module before init().',
    ]);
  });

  test('by a name of two elements names both with their places', () => {
    const shop = new Domain('Shop');
    @shop.aggregate
    class Order extends Aggregate<Order> {}
    @shop.event(Order, { name: 'Placed' })
    class PlacedOne extends Event<PlacedOne> {}
    @shop.event(Order, { name: 'Placed', version: 2 })
    class PlacedTwo extends Event<PlacedTwo> {}
    @shop.eventHandler(Order)
    class Reactions {
      @handle('Placed') placed(): void {}
    }
    expect([PlacedOne, PlacedTwo, Reactions]).toHaveLength(3);

    expect(problemsOf(shop)).toEqual([
      'REFERENCE_AMBIGUOUS Reactions.placed: Placed can mean Placed (PLACE) or Placed (PLACE). Refer to the class itself, or lazily: () => Placed.',
    ]);
  });

  test('to a class that no domain knows, or another one, is reported', () => {
    const shop = new Domain('Shop');
    const bank = new Domain('Bank');
    class Undecorated extends Aggregate<Undecorated> {}
    @bank.aggregate
    class Account extends Aggregate<Account> {}
    @shop.event(Undecorated)
    class Placed extends Event<Placed> {}
    @shop.event(() => Account)
    class Paid extends Event<Paid> {}
    expect([Placed, Paid]).toHaveLength(2);

    expect(problemsOf(shop)).toEqual([
      'REFERENCE_UNKNOWN Placed: Undecorated is not registered with Shop. Decorate Undecorated with a decorator of the domain.',
      'REFERENCE_UNKNOWN Paid: Account is registered with Bank, not with Shop. Contexts share nothing but messages: model what is needed here as an element of its own.',
    ]);
  });

  test('that a circular import left undefined is reported, however it is given', () => {
    const shop = new Domain('Shop');
    const missing = undefined as never as typeof Aggregate;
    @shop.event(missing)
    class Placed extends Event<Placed> {}
    @shop.event(() => missing)
    class Paid extends Event<Paid> {}
    @shop.event(() => {
      throw new ReferenceError("Cannot access 'Order' before initialization");
    })
    class Sent extends Event<Sent> {}
    @shop.aggregate
    class Order extends Aggregate<Order> {
      @field.reference(missing) other?: string;
    }
    expect([Placed, Paid, Sent, Order]).toHaveLength(4);

    const problems = problemsOf(shop);

    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'REFERENCE_UNDEFINED Placed',
      'REFERENCE_UNDEFINED Paid',
      'REFERENCE_UNDEFINED Sent',
      'REFERENCE_UNDEFINED Order.other',
    ]);
    expect(problems[2]).toContain("Cannot access 'Order' before initialization");
    for (const problem of problems) expect(problem).toMatch(/circular import|modules import each other/);
  });
});

describe('a target of the wrong kind', () => {
  const shop = new Domain('Shop');
  @shop.valueObject
  class Money extends ValueObject<Money> {
    @field.integer({ required: true }) readonly amount!: number;
  }
  @shop.aggregate
  class Customer extends Aggregate<Customer> {}
  @shop.entity(() => Order)
  class Line extends Entity<Line> {}
  @shop.event(() => Line as never)
  class LineAdded extends Event<LineAdded> {}
  @shop.aggregate
  class Order extends Aggregate<Order> {
    @field.hasMany(() => Customer as never) readonly customers!: Children<never>;
    @field.valueObject(() => Line as never) line?: Line;
    @field.reference(() => Line) other?: string;
    @field.hasOne(() => Money as never) money?: Money;
    @field.list(field.reference(() => Money)) all?: readonly string[];
  }
  @shop.projector(Order as never)
  class Projecting {}
  @shop.projection
  class View extends Projection<View> {
    @field.identifier({ required: true, identifier: true }) viewId!: string;
  }
  @shop.command(Order, { supersededBy: () => LineAdded })
  class Place extends Command<Place> {}

  test('is reported with what was most likely meant', () => {
    expect([Projecting, View, Place]).toHaveLength(3);
    expect(problemsOf(shop)).toEqual([
      'REFERENCE_KIND LineAdded: it refers to Line, which is an entity and not an aggregate or a decider or a processManager. Make it part of Order, the aggregate of that entity: the root raises and handles what concerns its members.',
      'REFERENCE_KIND Order.customers: it refers to Customer, which is an aggregate and not an entity. Aggregates refer to each other by identity: use field.reference, or field.list(field.identifier()).',
      'REFERENCE_KIND Order.line: it refers to Line, which is an entity and not a valueObject. Use field.hasOne, or field.hasMany for several.',
      'REFERENCE_KIND Order.other: it refers to Line, which is an entity and not an aggregate. Entities are reached through their root: refer to Order.',
      'REFERENCE_KIND Order.money: it refers to Money, which is a valueObject and not an entity. Use field.valueObject, or field.list(field.valueObject(…)).',
      'REFERENCE_KIND Order.all: it refers to Money, which is a valueObject and not an aggregate. Use field.valueObject, or field.list(field.valueObject(…)).',
      'REFERENCE_KIND Projecting: it refers to Order, which is an aggregate and not a projection. Name the projection it belongs to.',
      'REFERENCE_KIND Place: it refers to LineAdded, which is an event and not a command. Name the command that takes its place.',
    ]);
  });
});

describe('an abstract target', () => {
  test('is reported where instances are needed', () => {
    const shop = new Domain('Shop');
    @shop.valueObject({ abstract: true })
    class Amount extends ValueObject<Amount> {}
    @shop.aggregate({ abstract: true })
    class Document extends Aggregate<Document> {}
    @shop.aggregate
    class Order extends Aggregate<Order> {
      @field.valueObject(() => Amount) amount?: Amount;
      @field.reference(() => Document) document?: string;
    }
    @shop.event(Document)
    class Signed extends Event<Signed> {}
    @shop.event({ abstract: true })
    class DocumentEvent extends Event<DocumentEvent> {}
    expect([Order, Signed, DocumentEvent]).toHaveLength(3);

    expect(problemsOf(shop)).toEqual([
      'ABSTRACT_MISUSED Order.amount: it refers to Amount, which is abstract: there are no instances of it. Name a class that extends Amount.',
      'ABSTRACT_MISUSED Signed: it refers to Document, which is abstract: there are no instances of it. Name a class that extends Document.',
    ]);
  });
});
