import { Aggregate, field, type Children, type Defaulted, type FieldDecorator } from '@domainry/core';
import type { Decimal } from 'decimal.js';
import { expectTypeOf } from 'expect-type';
import type { Address } from './shop.js';
import { Discount, Money, Order, OrderLine, OrderStatus, Size } from './shop.js';

declare const iban: unique symbol;
type Iban = string & { readonly [iban]: true };

// A descriptor knows what it holds and when it is there.

expectTypeOf(field.string()).toEqualTypeOf<FieldDecorator<string, 'optional'>>();
expectTypeOf(field.string({ required: true })).toEqualTypeOf<FieldDecorator<string, 'required'>>();
expectTypeOf(field.string({ default: 'a' })).toEqualTypeOf<FieldDecorator<string, 'defaulted'>>();
expectTypeOf(field.string({ default: () => 'a' })).toEqualTypeOf<FieldDecorator<string, 'defaulted'>>();
expectTypeOf(field.string({ nullable: true })).toEqualTypeOf<FieldDecorator<string, 'nullable'>>();
expectTypeOf(field.string({ required: false })).toEqualTypeOf<FieldDecorator<string, 'optional'>>();
expectTypeOf(field.identifier({ identifier: true })).toEqualTypeOf<FieldDecorator<string, 'defaulted'>>();
expectTypeOf(field.identifier({ type: 'integer' })).toEqualTypeOf<FieldDecorator<number, 'optional'>>();
expectTypeOf(field.integer()).toEqualTypeOf<FieldDecorator<number, 'optional'>>();
expectTypeOf(field.integer({ bigint: true })).toEqualTypeOf<FieldDecorator<bigint, 'optional'>>();
expectTypeOf(field.float()).toEqualTypeOf<FieldDecorator<number, 'optional'>>();
expectTypeOf(field.decimal()).toEqualTypeOf<FieldDecorator<Decimal, 'optional'>>();
expectTypeOf(field.boolean()).toEqualTypeOf<FieldDecorator<boolean, 'optional'>>();
expectTypeOf(field.date()).toEqualTypeOf<FieldDecorator<string, 'optional'>>();
expectTypeOf(field.dateTime()).toEqualTypeOf<FieldDecorator<Date, 'optional'>>();
expectTypeOf(field.text()).toEqualTypeOf<FieldDecorator<string, 'optional'>>();
expectTypeOf(field.auto({ increment: true })).toEqualTypeOf<FieldDecorator<number, 'optional'>>();
expectTypeOf(field.auto()).toEqualTypeOf<FieldDecorator<string, 'defaulted'>>();
expectTypeOf(field.list(field.float())).toEqualTypeOf<FieldDecorator<readonly number[], 'optional'>>();
expectTypeOf(field.dict(field.float())).toEqualTypeOf<
  FieldDecorator<Readonly<Record<string, number>>, 'optional'>
>();
expectTypeOf(field.valueObject(() => Money)).toEqualTypeOf<FieldDecorator<Money, 'optional'>>();
expectTypeOf(field.valueObject(Money)).toEqualTypeOf<FieldDecorator<Money, 'optional'>>();
expectTypeOf(field.list(field.valueObject(Money))).toEqualTypeOf<
  FieldDecorator<readonly Money[], 'optional'>
>();

// Every kind contradicts a property of another type.

export class Contradictions extends Aggregate<Contradictions> {
  // @ts-expect-error the property is a number, the field a text
  @field.string({ required: true }) string!: number;
  // @ts-expect-error the property is a number, the field a text
  @field.text({ required: true }) text!: number;
  // @ts-expect-error the property is a text, the field a number
  @field.integer({ required: true }) integer!: string;
  // @ts-expect-error the property is a number, the field a bigint
  @field.integer({ required: true, bigint: true }) huge!: number;
  // @ts-expect-error the property is a bigint, the field a number
  @field.integer({ required: true }) small!: bigint;
  // @ts-expect-error the property is a text, the field a number
  @field.float({ required: true }) float!: string;
  // @ts-expect-error the property is a number, the field a Decimal
  @field.decimal({ required: true }) decimal!: number;
  // @ts-expect-error the property is a text, the field a boolean
  @field.boolean({ required: true }) boolean!: string;
  // @ts-expect-error the property is a Date, the field a day as text
  @field.date({ required: true }) date!: Date;
  // @ts-expect-error the property is a text, the field a Date
  @field.dateTime({ required: true }) dateTime!: string;
  // @ts-expect-error the property is a number, the field a text
  @field.identifier({ required: true }) identifier!: number;
  // @ts-expect-error the property is a text, the field an integer
  @field.identifier({ required: true, type: 'integer' }) integerIdentifier!: string;
  // @ts-expect-error the property is a number, the field a text
  @field.auto() auto!: Defaulted<number>;
  // @ts-expect-error the property is another enum
  @field.status(OrderStatus, { required: true }) status!: Size;
  // @ts-expect-error the property is another enum
  @field.enum(Size, { required: true }) enum!: OrderStatus;
  // @ts-expect-error the property has a value the field does not have, and the field one the property does not have
  @field.enum(['a', 'b'], { required: true }) letter!: 'a' | 'c';
  // @ts-expect-error JSON has no bigints
  @field.json({ required: true }) json!: bigint;
  // @ts-expect-error the property is a list of texts, the field one of numbers
  @field.list(field.integer(), { required: true }) list!: readonly string[];
  // @ts-expect-error the property is no list
  @field.list(field.integer(), { required: true }) noList!: number;
  // @ts-expect-error the property is a dict of texts, the field one of numbers
  @field.dict(field.float(), { required: true }) dict!: Readonly<Record<string, string>>;
  // @ts-expect-error the property is another value object
  @field.valueObject(() => Money, { required: true }) valueObject!: Address;
  // @ts-expect-error the property is another entity
  @field.hasOne(() => OrderLine) hasOne?: Discount;
  // @ts-expect-error the property is a collection of another entity
  @field.hasMany(() => OrderLine) readonly hasMany!: Children<Discount>;
  // @ts-expect-error the property is an array, not a collection
  @field.hasMany(() => OrderLine) readonly array!: OrderLine[];
  // @ts-expect-error the property holds the aggregate, the field its identity
  @field.reference(() => Order, { required: true }) reference!: Order;
  // @ts-expect-error the property also takes numbers
  @field.string({ required: true }) wider!: string | number;
}

// A property may not have fewer values than its field, unless the type of the field is wide: a text, a number, JSON.

export class Narrower extends Aggregate<Narrower> {
  // @ts-expect-error the field also has the value b
  @field.enum(['a', 'b'], { required: true }) letter!: 'a';
  // @ts-expect-error the field also has other states
  @field.status(OrderStatus, { required: true }) status!: OrderStatus.Draft;
  // @ts-expect-error the field can also be false
  @field.boolean({ required: true }) flag!: true;
  // @ts-expect-error the items can also be b
  @field.list(field.enum(['a', 'b']), { required: true }) letters!: readonly 'a'[];
  @field.string({ required: true }) iban!: Iban;
  @field.string({ required: true, pattern: /^EUR|USD$/ }) currency!: 'EUR' | 'USD';
  @field.integer({ required: true, choices: [1, 2] }) level!: 1 | 2;
  @field.list(field.string(), { required: true }) ibans!: readonly Iban[];
  @field.dict(field.string(), { required: true }) byName!: Readonly<Record<string, Iban>>;
  @field.json({ required: true }) shape!: { readonly a: readonly number[] };
  @field.enum(OrderStatus, { required: true }) literal!: 'Draft' | 'Placed' | 'Shipped';
  @field.reference(() => Order, { required: true }) orderId!: Iban;
}

// Presence: optional, required, nullable, with a default.

export class Presences extends Aggregate<Presences> {
  // @ts-expect-error an optional field on a property that is always there
  @field.string() optional!: string;
  // @ts-expect-error a required field on an optional property
  @field.string({ required: true }) required?: string;
  // @ts-expect-error a required field is never null
  @field.string({ required: true }) neverNull!: string | null;
  // @ts-expect-error a nullable field needs null in the type
  @field.string({ nullable: true }) nullable!: string;
  // @ts-expect-error a default without Defaulted
  @field.string({ default: 'a' }) default!: string;
  // @ts-expect-error a default from a function without Defaulted
  @field.string({ default: () => 'a' }) defaultOf!: string;
  // @ts-expect-error a field with a default is always there
  @field.string({ default: 'a' }) defaultOptional?: Defaulted<string>;
  // @ts-expect-error Defaulted without a default
  @field.string({ required: true }) noDefault!: Defaulted<string>;
  // @ts-expect-error an identity that may be generated is Defaulted
  @field.identifier({ identifier: true }) readonly number!: string;
  // @ts-expect-error what the store counts is absent before
  @field.auto({ increment: true }) row!: number;
  @field.string() fine?: string;
  @field.string() alsoFine: string | undefined;
  @field.string() undefinable?: string | undefined;
  @field.string({ nullable: true }) orNull!: string | null;
  @field.boolean({ default: false }) flag!: Defaulted<boolean>;
  @field.status(OrderStatus, { default: OrderStatus.Draft }) status!: Defaulted<OrderStatus>;
  @field.valueObject(Money, { default: () => ({}) as Money }) price!: Defaulted<Money>;
  @field.list(field.string(), { default: [] }) tags!: Defaulted<readonly string[]>;
  @field.decimal({ nullable: true }) limit!: Decimal | null;
}

// Where a field may stand.

export class Places extends Aggregate<Places> {
  // @ts-expect-error construction cannot take a private property, so it cannot be required
  @field.string({ required: true }) private secret!: string;
  // @ts-expect-error construction cannot take a protected property, so it cannot be required
  @field.string({ required: true }) protected hidden!: string;
  // @ts-expect-error a method is no text
  @field.string({ required: true }) method(): void {}
  // @ts-expect-error fields belong to instances
  @field.string({ required: true }) static shared: number;
  @field.integer({ default: 0 }) private attempts!: Defaulted<number>;
  @field.hasMany(() => Discount) protected readonly discounts!: Children<Discount>;

  use(): unknown {
    return [this.secret, this.hidden, this.attempts, this.discounts];
  }
}
// @ts-expect-error a field stands on a property, not on a class
@field.string()
export class NotHere extends Aggregate<NotHere> {}

// Options.

// @ts-expect-error no such option
field.string({ requird: true });
// @ts-expect-error lengths are for texts
field.float({ maxLength: 3 });
// @ts-expect-error min is a number
field.float({ min: '1' });
// @ts-expect-error the default is no text
field.string({ default: 1 });
// @ts-expect-error a default has no promise
field.string({ default: async () => 'a' });
// @ts-expect-error no value of the enum
field.enum(Size, { default: OrderStatus.Draft });
// @ts-expect-error no state of the enum
field.status(OrderStatus, { default: 'Lost' });
// @ts-expect-error transitions name a state that does not exist
field.status(OrderStatus, { transitions: { Draft: ['Lost'] } });
// @ts-expect-error transitions start from a state that does not exist
field.status(OrderStatus, { transitions: { Lost: ['Draft'] } });
// @ts-expect-error bounds of a bigint are bigints
field.integer({ bigint: true, min: 1 });
// @ts-expect-error the identity of another aggregate has no scale
field.reference(() => Order, { scale: 2 });
// @ts-expect-error items are always there, so they are not required
field.list(field.string({ required: true }));
// @ts-expect-error items have no default
field.list(field.string({ default: 'a' }));
// @ts-expect-error a list holds fields
field.list('string');
// @ts-expect-error children are no items
field.list(field.hasMany(() => OrderLine));
// @ts-expect-error a collection of children has no default
field.hasMany(() => OrderLine, { default: [] });
// @ts-expect-error a validator gives true, false or a sentence
field.string({ validators: [() => 3] });
// @ts-expect-error a validator is synchronous
field.string({ validators: [async () => true] });
// @ts-expect-error a validator of a number gets no text
field.float({ validators: [(value: string) => value === ''] });

field.float({ validators: [(value) => expectTypeOf(value).toEqualTypeOf<number>()] });
field.status(OrderStatus, { transitions: { Draft: ['Placed', OrderStatus.Shipped], Placed: ['Shipped'] } });

// Reading a property with a default is reading its value.

declare const order: Order;
expectTypeOf(order.status).toExtend<OrderStatus>();
expectTypeOf<OrderStatus>().toExtend<typeof order.status>();
expectTypeOf(order.urgent).toExtend<boolean>();
expectTypeOf(order.note).toEqualTypeOf<string | undefined>();
expectTypeOf(order.voucher).toEqualTypeOf<string | null>();
order.status = OrderStatus.Shipped;
order.urgent = true;
// @ts-expect-error no state of the enum
order.status = 'Lost';
// @ts-expect-error a text is no number
order.number = 1;
// @ts-expect-error the collection itself is never replaced
order.lines = new Order({ number: '1', customerId: 'c' }).lines;

/** A switch over a status with a default is seen to be exhaustive. */
export function next(status: Defaulted<OrderStatus>): OrderStatus | undefined {
  switch (status) {
    case OrderStatus.Draft:
      return OrderStatus.Placed;
    case OrderStatus.Placed:
      return OrderStatus.Shipped;
    case OrderStatus.Shipped:
      return undefined;
    default:
      return expectNever(status);
  }
}

/** Arithmetic with defaults is arithmetic. */
export function compute(number: Defaulted<number>, huge: Defaulted<bigint>, text: Defaulted<string>): void {
  expectTypeOf(-number + 1).toEqualTypeOf<number>();
  expectTypeOf(huge * 2n).toEqualTypeOf<bigint>();
  expectTypeOf(text + 'a').toEqualTypeOf<string>();
  expectTypeOf(text.length).toEqualTypeOf<number>();
  expectTypeOf(number === 0).toEqualTypeOf<boolean>();
}

function expectNever(never: never): never {
  throw new Error(String(never));
}
