import {
  Aggregate,
  Command,
  Domain,
  Entity,
  Event,
  Projection,
  Query,
  ValueObject,
  versionOf,
  type Registry,
} from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import type { Customer } from './shop.js';
import { Money, Order, OrderLine, OrderPlaced, PlaceOrder, shop } from './shop.js';

// Bare and called, where there are options.

@shop.aggregate
class BareAggregate extends Aggregate<BareAggregate> {}
@shop.aggregate({ eventSourced: true, snapshotEvery: 100, description: 'A ledger' })
class CalledAggregate extends Aggregate<CalledAggregate> {}
@shop.valueObject({ name: 'Amount' })
class CalledValue extends ValueObject<CalledValue> {}
@shop.query
class BareQuery extends Query<BareQuery, number> {}
@shop.projection({ storedAs: 'balances' })
class CalledProjection extends Projection<CalledProjection> {}

// With a target: by class, by thunk, by name, to an aggregate or, for entities, another entity.

@shop.entity(Order)
class ByClass extends Entity<ByClass> {}
@shop.entity(() => OrderLine)
class ByThunk extends Entity<ByThunk> {}
@shop.entity('Order')
class ByName extends Entity<ByName> {}
@shop.event(Order, { version: 2, published: true })
class WithOptions extends Event<WithOptions> {}
@shop.command('Order', { deprecated: { since: '2', use: 'PlaceOrder' } })
class Deprecated extends Command<Deprecated> {}
@shop.event({ abstract: true })
abstract class Base<Self> extends Event<Self> {}
@shop.aggregate({ abstract: true })
abstract class AbstractAggregate<Self> extends Aggregate<Self> {}

expectTypeOf([BareAggregate, CalledAggregate, CalledValue, BareQuery, CalledProjection]).toBeArray();
expectTypeOf([ByClass, ByThunk, ByName, WithOptions, Deprecated, Base, AbstractAggregate]).toBeArray();

// The class stays what it was.

expectTypeOf(shop.aggregate(Order)).toEqualTypeOf<typeof Order>();
expectTypeOf(shop.event(Order)(OrderPlaced)).toEqualTypeOf<typeof OrderPlaced>();

// The wrong class for a decorator.

// @ts-expect-error an event is no aggregate
@shop.aggregate
class EventAsAggregate extends Event<EventAsAggregate> {}
// @ts-expect-error an entity is no aggregate
@shop.aggregate({ eventSourced: true })
class EntityAsAggregate extends Entity<EntityAsAggregate> {}
// @ts-expect-error a class that extends nothing
@shop.aggregate
class Plain {}
// @ts-expect-error an aggregate is no value object
@shop.valueObject
class AggregateAsValue extends Aggregate<AggregateAsValue> {}
// @ts-expect-error an aggregate is no entity
@shop.entity(() => Order)
class AggregateAsEntity extends Aggregate<AggregateAsEntity> {}
// @ts-expect-error a command is no event
@shop.event(() => Order)
class CommandAsEvent extends Command<CommandAsEvent> {}
// @ts-expect-error an event is no command
@shop.command(() => Order)
class EventAsCommand extends Event<EventAsCommand> {}
// @ts-expect-error a command is no query
@shop.query
class CommandAsQuery extends Command<CommandAsQuery> {}
// @ts-expect-error a value object is no projection
@shop.projection
class ValueAsProjection extends ValueObject<ValueAsProjection> {}

// Decorators that need a target, without one.

// @ts-expect-error which aggregate?
@shop.event
class BareEvent extends Event<BareEvent> {}
// @ts-expect-error which aggregate?
@shop.command
class BareCommand extends Command<BareCommand> {}
// @ts-expect-error which aggregate?
@shop.entity
class BareEntity extends Entity<BareEntity> {}
// @ts-expect-error which aggregate?
@shop.event()
class EmptyEvent extends Event<EmptyEvent> {}
// @ts-expect-error which aggregate?
@shop.entity({ storedAs: 'lines' })
class OnlyOptions extends Entity<OnlyOptions> {}

// Targets of the wrong kind.

// @ts-expect-error an event belongs to an aggregate
@shop.event(() => OrderLine)
class EventOfEntity extends Event<EventOfEntity> {}
// @ts-expect-error a command belongs to an aggregate
@shop.command(Money)
class CommandOfValue extends Command<CommandOfValue> {}
// @ts-expect-error an entity belongs to an aggregate or another entity
@shop.entity(() => Money)
class EntityOfValue extends Entity<EntityOfValue> {}
// @ts-expect-error a target is a class, a thunk or a name
@shop.entity(3)
class EntityOfNumber extends Entity<EntityOfNumber> {}

expectTypeOf([EventAsAggregate, EntityAsAggregate, Plain, AggregateAsValue, AggregateAsEntity]).toBeArray();
expectTypeOf([CommandAsEvent, EventAsCommand, CommandAsQuery, ValueAsProjection, BareEvent]).toBeArray();
expectTypeOf([BareCommand, BareEntity, EmptyEvent, OnlyOptions, EventOfEntity]).toBeArray();
expectTypeOf([CommandOfValue, EntityOfValue, EntityOfNumber]).toBeArray();

// Options.

// @ts-expect-error no such option
shop.aggregate({ eventsourced: true });
// @ts-expect-error snapshots are counted
shop.aggregate({ snapshotEvery: 'often' });
// @ts-expect-error versions are numbers
shop.event(Order, { version: '2' });
// @ts-expect-error values have no stream
shop.valueObject({ stream: 'a' });

// The domain.

expectTypeOf(new Domain('A', { classification: 'core', owners: ['us'] })).toEqualTypeOf<Domain>();
expectTypeOf(shop.registry).toEqualTypeOf<Registry>();
expectTypeOf(shop.init()).toEqualTypeOf<Promise<Domain>>();
expectTypeOf(shop.name).toEqualTypeOf<string>();
// @ts-expect-error a domain has a name
new Domain();
// @ts-expect-error no such option
new Domain('A', { owner: 'us' });
// @ts-expect-error no such classification
new Domain('A', { classification: 'important' });
// @ts-expect-error the name stays
shop.name = 'B';

declare const order: Order;
declare const customer: Customer;
expectTypeOf(versionOf(order)).toEqualTypeOf<number>();
expectTypeOf(versionOf(customer)).toEqualTypeOf<number>();
// @ts-expect-error only aggregates have versions
versionOf(new PlaceOrder({ orderId: '1' }));
expectTypeOf(order.atomically(() => 3)).toEqualTypeOf<number>();
