// The shop that the type tests speak of: every kind of field, every kind of element.
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
  type Children,
  type Computed,
  type Defaulted,
} from '@domainry/core';
import type { Decimal } from 'decimal.js';

export const shop = new Domain('Shop');

export enum OrderStatus {
  Draft = 'Draft',
  Placed = 'Placed',
  Shipped = 'Shipped',
}

export enum Size {
  Small = 1,
  Large = 2,
}

declare const customerIdMark: unique symbol;
export type CustomerId = string & { readonly [customerIdMark]: true };

@shop.valueObject
export class Money extends ValueObject<Money> {
  /** How much, in units of the currency. */
  @field.decimal({ required: true, scale: 2 }) readonly amount!: Decimal;
  /** Code of ISO 4217. */
  @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;

  plus(other: Money): Money {
    return this.with({ amount: this.amount.plus(other.amount) });
  }
}

@shop.valueObject
export class Address extends ValueObject<Address> {
  @field.string({ required: true }) readonly street!: string;
  @field.string() readonly addition?: string;
  @field.string({ nullable: true }) readonly district!: string | null;
  @field.string({ default: 'DE' }) readonly country!: Defaulted<string>;
  @field.valueObject(() => Money) readonly deposit?: Money;
  @field.list(field.string(), { default: [] }) readonly tags!: Defaulted<readonly string[]>;

  get line(): Computed<string> {
    return `${this.street}, ${this.country}`;
  }
}

@shop.aggregate
export class Customer extends Aggregate<Customer, CustomerId> {
  @field.string({ required: true }) name!: string;
  @field.hasOne(() => Basket) basket?: Basket;
}

@shop.entity(() => Customer)
export class Basket extends Entity<Basket> {
  @field.list(field.valueObject(() => Money), { required: true }) amounts!: readonly Money[];
  @field.dict(field.valueObject(() => Money)) fees?: Readonly<Record<string, Money>>;
}

@shop.entity(() => Order)
export class OrderLine extends Entity<OrderLine, number> {
  @field.string({ required: true }) productId!: string;
  @field.valueObject(() => Money, { required: true }) price!: Money;
  @field.integer({ required: true, min: 1 }) quantity!: number;
  @field.hasMany(() => Discount) readonly discounts!: Children<Discount>;

  reduce(): void {
    this.quantity -= 1;
    this.raise_(new OrderPlaced({ number: 'a' }));
  }
}

@shop.entity(() => OrderLine)
export class Discount extends Entity<Discount> {
  @field.float({ required: true }) share!: number;
}

@shop.aggregate
export class Order extends Aggregate<Order> {
  /** The number printed on the invoice. */
  @field.string({ required: true }) number!: string;
  /** Who ordered. */
  @field.reference(() => Customer, { required: true }) customerId!: string;
  /** Where the order stands. */
  @field.status(OrderStatus, { default: OrderStatus.Draft }) status!: Defaulted<OrderStatus>;
  /** What was ordered. */
  @field.hasMany(() => OrderLine) readonly lines!: Children<OrderLine>;
  /** Said by the customer. */
  @field.text() note?: string;
  /** Voucher that was used, if any. */
  @field.string({ nullable: true }) voucher!: string | null;
  @field.boolean({ default: false }) urgent!: Defaulted<boolean>;

  get isEmpty(): Computed<boolean> {
    return this.lines.size === 0;
  }

  place(): void {
    this.status = OrderStatus.Placed;
    this.raise_(new OrderPlaced({ number: this.number }));
  }
}

/** One field of each kind. */
@shop.aggregate
export class Sample extends Aggregate<Sample> {
  @field.string({ required: true }) text!: string;
  @field.integer({ required: true }) whole!: number;
  @field.integer({ required: true, bigint: true }) huge!: bigint;
  @field.float({ required: true }) ratio!: number;
  @field.decimal({ required: true }) exact!: Decimal;
  @field.boolean({ required: true }) flag!: boolean;
  @field.date({ required: true }) day!: string;
  @field.dateTime({ required: true }) instant!: Date;
  @field.enum(Size, { required: true }) size!: Size;
  @field.enum(['red', 'green'], { required: true }) colour!: 'red' | 'green';
  @field.json({ required: true }) settings!: { readonly theme: string };
  @field.list(field.integer(), { required: true }) numbers!: readonly number[];
  @field.dict(field.decimal(), { required: true }) rates!: Readonly<Record<string, Decimal>>;
  @field.valueObject(Money, { required: true }) price!: Money;
  @field.auto() code!: Defaulted<string>;
  @field.dateTime() until?: Date;
  @field.decimal({ nullable: true }) limit!: Decimal | null;
}

@shop.event(() => Order)
export class OrderPlaced extends Event<OrderPlaced, Order> {
  /** The number of the order that was placed. */
  @field.string({ required: true }) readonly number!: string;
}

@shop.event(() => Customer)
export class CustomerMoved extends Event<CustomerMoved, Customer> {
  @field.string({ required: true }) readonly number!: string;
}

@shop.event('Order')
export class OrderNoted extends Event<OrderNoted> {
  @field.text() readonly note?: string;
  @field.integer({ default: 1 }) readonly times!: Defaulted<number>;
}

@shop.command(Order)
export class PlaceOrder extends Command<PlaceOrder, number> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.valueObject(() => Money) readonly deposit?: Money;
}

@shop.command(Order)
export class CancelOrder extends Command<CancelOrder> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@shop.query
export class OpenOrders extends Query<OpenOrders, readonly string[]> {
  @field.integer({ default: 10 }) readonly limit!: Defaulted<number>;
}

@shop.projection
export class OrderSummary extends Projection<OrderSummary> {
  @field.identifier({ identifier: true, required: true }) readonly orderId!: string;
  @field.decimal({ required: true }) total!: Decimal;
}
