// A model as a user with strict settings writes it: every kind of element and field, nothing left to inference.
import {
  Aggregate,
  Command,
  Domain,
  Entity,
  Event,
  Projection,
  Query,
  ValidationError,
  ValueObject,
  field,
  invariant,
  type AnyEvent,
  type Children,
  type Computed,
  type Defaulted,
  type DictOf,
  type InputOf,
  type ResultOf,
} from '@domainry/core';
import type { Decimal } from 'decimal.js';

export const shop: Domain = new Domain('Shop', { classification: 'core' });

export const statuses = { Draft: 'draft', Placed: 'placed' } as const;
export type OrderStatus = (typeof statuses)[keyof typeof statuses];

@shop.valueObject
export class Money extends ValueObject<Money> {
  @field.decimal({ required: true, scale: 2 }) readonly amount!: Decimal;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;

  plus(other: Money): Money {
    return this.with({ amount: this.amount.plus(other.amount) });
  }
}

@shop.entity(() => Order)
export class OrderLine extends Entity<OrderLine> {
  @field.string({ required: true }) productId!: string;
  @field.valueObject(() => Money, { required: true }) price!: Money;
  @field.integer({ required: true, min: 1 }) quantity!: number;
  @field.hasMany(() => OrderLine) readonly parts!: Children<OrderLine>;
}

@shop.aggregate
export class Order extends Aggregate<Order> {
  @field.status(statuses, { default: 'draft', transitions: { Draft: ['Placed'] } })
  status!: Defaulted<OrderStatus>;
  @field.hasMany(() => OrderLine) readonly lines!: Children<OrderLine>;
  @field.text() note?: string;
  @field.dateTime() placedAt?: Date | undefined;
  @field.string({ nullable: true }) voucher!: string | null;
  @field.list(field.string(), { default: [] }) tags!: Defaulted<readonly string[]>;
  @field.integer({ default: 0 }) private changes!: Defaulted<number>;

  get isEmpty(): Computed<boolean> {
    return this.lines.size === 0;
  }

  @invariant.post('A placed order has lines')
  placedHasLines(): boolean {
    return this.status !== 'placed' || !this.isEmpty;
  }

  place(at: Date): void {
    this.status = 'placed';
    this.placedAt = at;
    this.changes += 1;
    this.raise_(new OrderPlaced({ orderId: this.id, tags: this.tags }));
  }
}

@shop.event(() => Order)
export class OrderPlaced extends Event<OrderPlaced, Order> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.list(field.string()) readonly tags?: readonly string[];
}

@shop.command(Order)
export class PlaceOrder extends Command<PlaceOrder, number> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@shop.query
export class OpenOrders extends Query<OpenOrders, readonly string[]> {
  @field.integer({ default: 10 }) readonly limit!: Defaulted<number>;
}

@shop.projection
export class OrderSummary extends Projection<OrderSummary> {
  @field.identifier({ identifier: true, required: true }) readonly orderId!: string;
}

export abstract class Party<Self> extends Aggregate<Self> {
  @field.string({ required: true }) name!: string;

  abstract greet(): string;
}

@shop.aggregate
export class Person extends Party<Person> {
  override greet(): string {
    return this.name;
  }

  protected override defaults(): void {}
}

/** A form may leave values undefined, whatever `exactOptionalPropertyTypes` says of properties. */
export function open(note: string | undefined, price: InputOf<Money>): Order {
  const order = new Order({ note, lines: [{ productId: 'p', price, quantity: 1 }] });
  order.lines.add({ productId: 'q', price: new Money(price), quantity: 2, parts: [] });
  return order;
}

export function events(order: Order): readonly AnyEvent[] {
  return order.collectEvents();
}

export function stored(order: Order): DictOf<Order> {
  return order.toDict();
}

export function firstPrice(dict: DictOf<Order>): string | undefined {
  return dict.lines[0]?.price.amount;
}

export async function process<Message extends object>(message: Message): Promise<ResultOf<Message>> {
  return (await Promise.resolve(message)) as never;
}

export const placed: Promise<number> = process(new PlaceOrder({ orderId: '1' }));

export function problems(error: unknown): readonly string[] {
  return error instanceof ValidationError ? error.violations.map(({ message }) => message) : [];
}

export const person: string = new Person({ name: 'Ada' }).greet();
export const order: Order = Order.fromDict({ status: 'draft' });
export const everything: Order = new Order();

// @ts-expect-error the amount is missing
export const wrongPrice: Order = open('a', { currency: 'EUR' });

// @ts-expect-error no such state
order.status = 'lost';

// @ts-expect-error the event belongs to Order
new Person({ name: 'Ada' }).raise_(new OrderPlaced({ orderId: '1' }));
