import {
  Aggregate,
  Repository,
  type Domain,
  field,
  type Defaulted,
  type RepositoryLookup,
  type UnitContext,
} from '@domainry/core';
import { expectTypeOf } from 'expect-type';
import { Order, OrderLine, PlaceOrder } from './shop.js';

declare const domain: Domain;
declare const context: UnitContext;

@domain.aggregate({ removable: true })
class Counter extends Aggregate<Counter, number> {
  @field.integer({ required: true, identifier: true }) number!: number;
  @field.integer({ default: 0 }) count!: Defaulted<number>;
}

@domain.repository(Counter)
class Counters extends Repository<Counter> {
  high() {
    return this.query.where({ count: { gt: 10 } }).orderBy('-count');
  }

  protected override beforeSave(counter: Counter) {
    counter.count += 1;
  }
}

const counters = domain.repositoryFor(Counter);
const own = domain.repositoryFor(Counters);
declare const counter: Counter;
declare const order: Order;
declare const line: OrderLine;

expectTypeOf(counters).toEqualTypeOf<Repository<Counter>>();
expectTypeOf(own).toEqualTypeOf<Counters>();
expectTypeOf(domain.repositoryFor(Order)).toEqualTypeOf<Repository<Order>>();
expectTypeOf(context.repository).toEqualTypeOf<RepositoryLookup>();
expectTypeOf(context.repository(Counters).high).returns.toEqualTypeOf<ReturnType<Counters['high']>>();

expectTypeOf(counters.get(7)).resolves.toEqualTypeOf<Counter>();
expectTypeOf(counters.getOrNull(7)).resolves.toEqualTypeOf<Counter | null>();
expectTypeOf(counters.getMany([7])).resolves.toEqualTypeOf<readonly Counter[]>();
expectTypeOf(counters.has(7)).resolves.toEqualTypeOf<boolean>();
expectTypeOf(counters.add(counter, counter)).resolves.toEqualTypeOf<void>();
expectTypeOf(counters.remove(counter)).resolves.toEqualTypeOf<void>();
expectTypeOf(counters.find({ count: { lt: 3 } })).resolves.toEqualTypeOf<readonly Counter[]>();
expectTypeOf(counters.findOne({ number: 7 })).resolves.toEqualTypeOf<Counter | null>();
expectTypeOf(counters.exists({ number: 7 })).resolves.toEqualTypeOf<boolean>();
expectTypeOf(own.high().all()).resolves.toEqualTypeOf<Counter[]>();
expectTypeOf(counters.get(7, { atVersion: 3 })).resolves.toEqualTypeOf<Counter>();

expectTypeOf(domain.unitOfWork(() => 7)).resolves.toEqualTypeOf<number>();
expectTypeOf(
  domain.unitOfWork(async ({ repository }) => repository(Counter).get(7)),
).resolves.toEqualTypeOf<Counter>();
expectTypeOf(domain.withTenant('north', async () => 'x')).resolves.toEqualTypeOf<string>();

// @ts-expect-error identities of counters are numbers
void counters.get('7');
// @ts-expect-error an order is no counter
void counters.add(order);
// @ts-expect-error nothing
void counters.add(null);
// @ts-expect-error a class is no aggregate
void counters.add(Counter);
// @ts-expect-error no such field
void counters.find({ total: 3 });
// @ts-expect-error count is a number
void counters.findOne({ count: 'many' });
// @ts-expect-error an entity has no repository
domain.repositoryFor(OrderLine);
// @ts-expect-error a command has no repository
domain.repositoryFor(PlaceOrder);
// @ts-expect-error former states are named by version or moment
void counters.get(7, { version: 3 });
// @ts-expect-error line is no aggregate
void domain.repositoryFor(Order).add(line);

// @ts-expect-error the class does not extend Repository
@domain.repository(Counter)
class Plain {}

// @ts-expect-error a repository of another aggregate
@domain.repository(Counter)
class Orders extends Repository<Order> {}

@domain.repository('Counter')
class Named extends Repository<Counter> {}

@domain.repository(() => Counter)
class Lazy extends Repository<Counter> {}

void [Plain, Orders, Named, Lazy];
