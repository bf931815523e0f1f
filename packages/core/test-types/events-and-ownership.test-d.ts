import {
  Aggregate,
  Entity,
  Event,
  field,
  metadataOf,
  type AnyEvent,
  type EventMetadata,
  type RaisableBy,
} from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import type { OrderLine } from './shop.js';
import { Customer, CustomerMoved, Order, OrderNoted, OrderPlaced, shop } from './shop.js';

declare const order: Order;
declare const customer: Customer;
declare const line: OrderLine;
const placed = new OrderPlaced({ number: '1' });
const moved = new CustomerMoved({ number: '1' });
const noted = new OrderNoted();

// An event that says whose it is can be raised by that aggregate only, however alike the events look.

expectTypeOf(order.raise_).toBeCallableWith(placed);
expectTypeOf(customer.raise_).toBeCallableWith(moved);
expectTypeOf(order.raise_(placed)).toEqualTypeOf<void>();
// @ts-expect-error the event belongs to Order
customer.raise_(placed);
// @ts-expect-error the event belongs to Customer
order.raise_(moved);

// One that does not say so is checked when it is raised.

expectTypeOf(order.raise_).toBeCallableWith(noted);
expectTypeOf(customer.raise_).toBeCallableWith(noted);

expectTypeOf(placed).toExtend<RaisableBy<Order>>();
expectTypeOf(placed).not.toExtend<RaisableBy<Customer>>();
expectTypeOf(noted).toExtend<RaisableBy<Customer>>();
expectTypeOf(placed).toExtend<AnyEvent>();
expectTypeOf(order).not.toExtend<AnyEvent>();

// @ts-expect-error an instance is raised, not a class
order.raise_(OrderPlaced);
// @ts-expect-error the payload alone is no event
order.raise_({ number: '1' });
// @ts-expect-error an aggregate is no event
order.raise_(customer);
// @ts-expect-error one event at a time
order.raise_(placed, placed);
// @ts-expect-error entities raise from inside their methods
line.raise_(placed);

// An aggregate that does not name itself may raise anything; that is checked when it runs.

class Loose extends Aggregate {
  change(): void {
    this.raise_(placed);
    this.raise_(moved);
    this.raise_(noted);
  }
}
expectTypeOf(new Loose().raise_).toBeCallableWith(placed);

// Events of an abstract base are raised by the classes that extend it.

abstract class Party<Self> extends Aggregate<Self> {
  rename(): void {
    this.raise_(new Renamed({ name: 'a' }));
  }
}
class Renamed extends Event<Renamed> {
  @field.string({ required: true }) readonly name!: string;
}
class Person extends Party<Person> {
  move(): void {
    // @ts-expect-error the event belongs to Customer
    this.raise_(moved);
  }
}
expectTypeOf(new Person().raise_).toBeCallableWith(new Renamed({ name: 'a' }));

// The event says one aggregate, its decorator another.

@shop.event(Order)
class Agreeing extends Event<Agreeing, Order> {}
@shop.event(() => Customer)
class AlsoAgreeing extends Event<AlsoAgreeing, Customer> {}
@shop.event('Order')
class ByName extends Event<ByName, Order> {}
// @ts-expect-error the class says Order
@shop.event(Customer)
class Disagreeing extends Event<Disagreeing, Order> {}
// @ts-expect-error the class says Order
@shop.event(() => Customer)
class LazilyDisagreeing extends Event<LazilyDisagreeing, Order> {}
expectTypeOf([Agreeing, AlsoAgreeing, ByName, Disagreeing, LazilyDisagreeing]).toBeArray();

// Events never change.

// @ts-expect-error readonly
placed.number = '2';
expectTypeOf(placed.with({ number: '2' })).toEqualTypeOf<OrderPlaced>();
// @ts-expect-error no such field
placed.with({ nummer: '2' });
expectTypeOf(placed.toDict()).toEqualTypeOf<{ number: string }>();
expectTypeOf(noted.toDict()).toEqualTypeOf<{ note?: string; times: number }>();
// @ts-expect-error the payload is incomplete
new OrderPlaced({});
// @ts-expect-error no such field in the payload
new OrderPlaced({ number: '1', amount: 2 });
// @ts-expect-error the payload has another type
new OrderPlaced({ number: 1 });

// What waits to be collected.

expectTypeOf(order.pendingEvents).toEqualTypeOf<readonly AnyEvent[]>();
expectTypeOf(order.collectEvents()).toEqualTypeOf<readonly AnyEvent[]>();
expectTypeOf(metadataOf(placed)).toEqualTypeOf<EventMetadata | undefined>();
// @ts-expect-error nobody puts events in but raise_
order.pendingEvents.push(placed);
// @ts-expect-error an aggregate has no metadata of a message
metadataOf(order);

for (const event of order.collectEvents()) {
  if (event instanceof OrderPlaced) expectTypeOf(event.number).toEqualTypeOf<string>();
}

// Lifecycle events: attributes are named and typed.

expectTypeOf(order.changeAttribute).toBeCallableWith('number', '2');
expectTypeOf(order.changeAttribute).toBeCallableWith('note', undefined);
// @ts-expect-error no such attribute
order.changeAttribute('nummer', '2');
// @ts-expect-error the attribute is a text
order.changeAttribute('number', 2);
// @ts-expect-error the identity never changes
order.changeAttribute('id', '2');
// @ts-expect-error a method is no attribute
order.changeAttribute('place', () => {});
expectTypeOf(order.isDiscarded).toEqualTypeOf<boolean>();
expectTypeOf(order.discard()).toEqualTypeOf<void>();

export class Part extends Entity<Part> {
  wear(): void {
    this.raise_(placed);
    // @ts-expect-error only events are raised
    this.raise_({ number: '1' });
  }
}
