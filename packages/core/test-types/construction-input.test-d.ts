import {
  Aggregate,
  Entity,
  ValueObject,
  field,
  type Children,
  type Defaulted,
  type InputOf,
} from '@domainry/core';
import type { Decimal } from 'decimal.js';
import { expectTypeOf } from 'expect-type';
import type { OrderSummary, Size } from './shop.js';
import {
  Address,
  Basket,
  Customer,
  Discount,
  Money,
  OpenOrders,
  Order,
  OrderLine,
  OrderStatus,
  Sample,
  shop,
  type CustomerId,
} from './shop.js';

declare const decimal: Decimal;
declare const money: Money;
declare const customerId: CustomerId;
declare const perhaps: string | undefined;
declare const lineInput: InputOf<OrderLine>;

// Each kind of field asks for its value.

expectTypeOf<InputOf<Sample>['text']>().toEqualTypeOf<string>();
expectTypeOf<InputOf<Sample>['whole']>().toEqualTypeOf<number>();
expectTypeOf<InputOf<Sample>['huge']>().toEqualTypeOf<bigint>();
expectTypeOf<InputOf<Sample>['ratio']>().toEqualTypeOf<number>();
expectTypeOf<InputOf<Sample>['exact']>().toEqualTypeOf<Decimal>();
expectTypeOf<InputOf<Sample>['flag']>().toEqualTypeOf<boolean>();
expectTypeOf<InputOf<Sample>['day']>().toEqualTypeOf<string>();
expectTypeOf<InputOf<Sample>['instant']>().toEqualTypeOf<Date>();
expectTypeOf<InputOf<Sample>['size']>().toEqualTypeOf<Size>();
expectTypeOf<InputOf<Sample>['colour']>().toEqualTypeOf<'red' | 'green'>();
expectTypeOf<InputOf<Sample>['settings']>().toEqualTypeOf<{ readonly theme: string }>();
expectTypeOf<InputOf<Sample>['numbers']>().toEqualTypeOf<readonly number[]>();
expectTypeOf<InputOf<Sample>['rates']>().toEqualTypeOf<Readonly<Record<string, Decimal>>>();
expectTypeOf<InputOf<Sample>['price']>().toEqualTypeOf<Money | InputOf<Money>>();
expectTypeOf<InputOf<Sample>['code']>().toEqualTypeOf<string | undefined>();
expectTypeOf<InputOf<Sample>['until']>().toEqualTypeOf<Date | undefined>();
expectTypeOf<InputOf<Sample>['limit']>().toEqualTypeOf<Decimal | null | undefined>();

// What must be there, and what may be left out.

expectTypeOf<InputOf<Money>>().toEqualTypeOf<{ amount: Decimal; currency: string }>();
expectTypeOf<InputOf<Address>>().toEqualTypeOf<{
  street: string;
  addition?: string | undefined;
  district?: string | null | undefined;
  country?: string | undefined;
  deposit?: Money | InputOf<Money> | undefined;
  tags?: readonly string[] | undefined;
}>();
expectTypeOf<InputOf<Order>>().toEqualTypeOf<{
  number: string;
  customerId: string;
  status?: OrderStatus | undefined;
  lines?: readonly (OrderLine | InputOf<OrderLine>)[] | undefined;
  note?: string | undefined;
  voucher?: string | null | undefined;
  urgent?: boolean | undefined;
  id?: string | undefined;
}>();
expectTypeOf<InputOf<OpenOrders>>().toEqualTypeOf<{ limit?: number | undefined }>();
expectTypeOf<InputOf<OrderSummary>>().toEqualTypeOf<{ orderId: string; total: Decimal }>();
expectTypeOf<Parameters<typeof Money.prototype.plus>>().toEqualTypeOf<[Money]>();
expectTypeOf<ConstructorParameters<typeof Money>>().toEqualTypeOf<[input: InputOf<Money>]>();
expectTypeOf<ConstructorParameters<typeof OpenOrders>>().toEqualTypeOf<[input?: InputOf<OpenOrders>]>();

expectTypeOf(new Order({ number: '1', customerId })).toEqualTypeOf<Order>();
expectTypeOf(new OpenOrders()).toEqualTypeOf<OpenOrders>();
expectTypeOf(new OpenOrders({})).toEqualTypeOf<OpenOrders>();
expectTypeOf(new Address({ street: 'a', addition: perhaps, country: perhaps })).toEqualTypeOf<Address>();
expectTypeOf(new Address({ street: 'a', district: null })).toEqualTypeOf<Address>();
expectTypeOf(new Order({ number: '1', customerId: 'c', status: OrderStatus.Placed })).toEqualTypeOf<Order>();

// @ts-expect-error number and customerId are required
new Order();
// @ts-expect-error number and customerId are required
new Order({});
// @ts-expect-error customerId is required
new Order({ number: '1' });
// @ts-expect-error a required field cannot be undefined
new Order({ number: perhaps, customerId: 'c' });
// @ts-expect-error a required field cannot be null
new Order({ number: null, customerId: 'c' });
// @ts-expect-error a text is no number
new Order({ number: 1, customerId: 'c' });
// @ts-expect-error no such field
new Order({ number: '1', customerId: 'c', notes: 'x' });
// @ts-expect-error a field with a default is never null
new Order({ number: '1', customerId: 'c', urgent: null });
// @ts-expect-error an optional field is never null
new Order({ number: '1', customerId: 'c', note: null });
// @ts-expect-error no state of the enum
new Order({ number: '1', customerId: 'c', status: 'Lost' });
// @ts-expect-error a computed getter is no field
new Order({ number: '1', customerId: 'c', isEmpty: true });
// @ts-expect-error a method is no field
new Order({ number: '1', customerId: 'c', place() {} });
// @ts-expect-error what the base class brings is no field
new Order({ number: '1', customerId: 'c', pendingEvents: [] });
// @ts-expect-error the constructor takes one object
new Order({ number: '1', customerId: 'c' }, 2);
// @ts-expect-error the constructor takes an object
new Order('1');
// @ts-expect-error a computed getter is no field
new Address({ street: 'a', line: 'x' });

declare const sample: InputOf<Sample>;
expectTypeOf(new Sample(sample)).toEqualTypeOf<Sample>();
// @ts-expect-error a number is no bigint
new Sample({ ...sample, huge: 1 });
// @ts-expect-error code gives a Decimal, never a text
new Sample({ ...sample, exact: '1.50' });
// @ts-expect-error code gives a Decimal, never a number
new Sample({ ...sample, exact: 1.5 });
// @ts-expect-error an instant is a Date
new Sample({ ...sample, instant: '2024-01-01T00:00:00Z' });
// @ts-expect-error a day is a text
new Sample({ ...sample, day: new Date() });
// @ts-expect-error no value of the enum
new Sample({ ...sample, colour: 'blue' });
// @ts-expect-error no value of the enum
new Sample({ ...sample, size: 3 });
// @ts-expect-error an item is a number
new Sample({ ...sample, numbers: ['1'] });
// @ts-expect-error a value of the dict is a Decimal
new Sample({ ...sample, rates: { EUR: 1 } });
// @ts-expect-error theme is missing
new Sample({ ...sample, settings: {} });

// Value objects and children may be given as plain values.

expectTypeOf(new Address({ street: 'a', deposit: money })).toEqualTypeOf<Address>();
expectTypeOf(
  new Address({ street: 'a', deposit: { amount: decimal, currency: 'EUR' } }),
).toEqualTypeOf<Address>();
expectTypeOf(new Basket({ amounts: [money, { amount: decimal, currency: 'EUR' }] })).toEqualTypeOf<Basket>();
expectTypeOf(
  new Basket({ amounts: [], fees: { post: { amount: decimal, currency: 'EUR' } } }),
).toEqualTypeOf<Basket>();
expectTypeOf(new Customer({ name: 'a', basket: { amounts: [money] } })).toEqualTypeOf<Customer>();
expectTypeOf(
  new Order({
    number: '1',
    customerId: 'c',
    lines: [{ productId: 'p', price: money, quantity: 1, discounts: [{ share: 0.1 }] }],
  }),
).toEqualTypeOf<Order>();
expectTypeOf<InputOf<OrderLine>['discounts']>().toEqualTypeOf<
  readonly (Discount | InputOf<Discount>)[] | undefined
>();
expectTypeOf<InputOf<Basket>['amounts']>().toEqualTypeOf<readonly (Money | InputOf<Money>)[]>();

// @ts-expect-error currency is missing in the value object
new Address({ street: 'a', deposit: { amount: decimal } });
// @ts-expect-error the value object has no such field
new Address({ street: 'a', deposit: { amount: decimal, currency: 'EUR', cents: 1 } });
// @ts-expect-error the amount is no Decimal
new Address({ street: 'a', deposit: { amount: 1, currency: 'EUR' } });
// @ts-expect-error another value object
new Address({ street: 'a', deposit: new Address({ street: 'b' }) });
// @ts-expect-error currency is missing in the second item
new Basket({ amounts: [money, { amount: decimal }] });
// @ts-expect-error price is missing in a child
new Order({ number: '1', customerId: 'c', lines: [{ productId: 'p', quantity: 1 }] });
// @ts-expect-error a child has no such field
new Order({ number: '1', customerId: 'c', lines: [{ ...lineInput, productId: 'p', colour: 'red' }] });
// @ts-expect-error children are given as an array
new Order({ number: '1', customerId: 'c', lines: new Order({ number: '1', customerId: 'c' }).lines });
// @ts-expect-error share is missing in a grandchild
new OrderLine({ productId: 'p', price: money, quantity: 1, discounts: [{}] });

// Identities.

expectTypeOf<InputOf<Customer>['id']>().toEqualTypeOf<CustomerId | undefined>();
expectTypeOf<InputOf<OrderLine>['id']>().toEqualTypeOf<number | undefined>();
expectTypeOf(new Customer({ name: 'a' }).id).toEqualTypeOf<CustomerId>();
expectTypeOf(new Customer({ id: customerId, name: 'a' }).id).toEqualTypeOf<CustomerId>();
expectTypeOf(new Order({ number: '1', customerId: 'c' }).id).toEqualTypeOf<string>();
// @ts-expect-error a plain text is no CustomerId
new Customer({ id: 'c', name: 'a' });
// @ts-expect-error the identity of a line is a number
new OrderLine({ id: '1', productId: 'p', price: money, quantity: 1 });
// @ts-expect-error the identity never changes
new Order({ number: '1', customerId: 'c' }).id = '2';
// @ts-expect-error a value object has no identity
new Money({ amount: decimal, currency: 'EUR', id: '1' });

// What is private or protected is no part of the input; fields among it have a default or may be absent.

@shop.aggregate
class Safe extends Aggregate<Safe> {
  @field.string({ required: true }) owner!: string;
  @field.integer({ default: 0 }) private attempts!: Defaulted<number>;
  @field.string() protected hint?: string;
  @field.hasMany(() => Discount) private readonly discounts!: Children<Discount>;
  private lastOpened: Date | undefined = undefined;
  #open = false;

  toggle(): boolean {
    this.attempts += 1;
    this.lastOpened = new Date();
    return (this.#open = !this.#open && this.discounts.size === 0 && this.lastOpened > new Date());
  }
}
expectTypeOf<InputOf<Safe>>().toEqualTypeOf<{ owner: string; id?: string | undefined }>();
// @ts-expect-error construction does not take a private field
new Safe({ owner: 'a', attempts: 1 });
// @ts-expect-error construction does not take a protected field
new Safe({ owner: 'a', hint: 'b' });
// @ts-expect-error outside code does not see a private field
new Safe({ owner: 'a' }).attempts = 0;

// Bases.

abstract class Party<Self> extends Aggregate<Self> {
  @field.string({ required: true }) name!: string;
  @field.string({ default: 'de' }) language!: Defaulted<string>;

  abstract greet(): string;
}
@shop.aggregate
class Person extends Party<Person> {
  @field.date() dateOfBirth?: string;

  greet(): string {
    return `Hello, ${this.name}`;
  }
}
expectTypeOf<InputOf<Person>>().toEqualTypeOf<{
  name: string;
  language?: string | undefined;
  dateOfBirth?: string | undefined;
  id?: string | undefined;
}>();
expectTypeOf(new Person({ name: 'Ada', dateOfBirth: '1815-12-10' })).toExtend<Party<Person>>();
// @ts-expect-error name comes from the base and is required
new Person({ dateOfBirth: '1815-12-10' });
// @ts-expect-error an abstract class cannot be constructed
new Party({ name: 'a' });

abstract class Quantity<Self> extends ValueObject<Self> {
  @field.float({ required: true }) readonly value!: number;
}
@shop.valueObject
class Weight extends Quantity<Weight> {
  @field.enum(['kg', 'lb'], { required: true }) readonly unit!: 'kg' | 'lb';
}
expectTypeOf<InputOf<Weight>>().toEqualTypeOf<{ value: number; unit: 'kg' | 'lb' }>();

// Entities that hold entities of their own class.

@shop.entity(() => Order)
class Category extends Entity<Category> {
  @field.string({ required: true }) name!: string;
  @field.hasMany(() => Category) readonly children!: Children<Category>;
  @field.hasOne(() => Category) related?: Category;
}
expectTypeOf(
  new Category({ name: 'a', children: [{ name: 'b', children: [{ name: 'c', related: { name: 'd' } }] }] }),
).toEqualTypeOf<Category>();
// @ts-expect-error name is missing three levels down
new Category({ name: 'a', children: [{ name: 'b', children: [{}] }] });

// A class that does not name itself takes anything, and says so when it runs.

@shop.aggregate
class Loose extends Aggregate {
  @field.string({ required: true }) name!: string;
}
expectTypeOf(new Loose({ name: 'a', whatever: 1 }).name).toEqualTypeOf<string>();
expectTypeOf(new Loose()).toEqualTypeOf<Loose>();
expectTypeOf(new Loose({ name: 'a' }).id).toEqualTypeOf<string>();
// @ts-expect-error even so, it takes an object
new Loose('a');

// A property of type any is a field like any other; nobody knows whether it may be absent.

class Anything extends ValueObject<Anything> {
  // oxlint-disable-next-line typescript/no-explicit-any -- what a user may write
  @field.json({ required: true }) readonly data!: any;
}
expectTypeOf<keyof InputOf<Anything>>().toEqualTypeOf<'data'>();
expectTypeOf(new Anything()).toEqualTypeOf<Anything>();
