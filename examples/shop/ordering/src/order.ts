import {
  Aggregate,
  Entity,
  Event,
  ValueObject,
  field,
  invariant,
  type Children,
  type Defaulted,
} from '@domainry/core';
import { Address } from './address.js';
import { Customer } from './customer.js';
import { ordering } from './domain.js';
import { Money } from './money.js';
import { Product } from './product.js';

export enum OrderStatus {
  Placed = 'Placed',
  Confirmed = 'Confirmed',
  Shipped = 'Shipped',
  Delivered = 'Delivered',
  Cancelled = 'Cancelled',
}

/** Who may be the reason that an order is cancelled. */
export enum CancelledBy {
  Customer = 'Customer',
  Shop = 'Shop',
}

/** A line as other contexts see it: no more than what they need to know. */
@ordering.valueObject
export class OrderedItem extends ValueObject<OrderedItem> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
  @field.valueObject(() => Money, { required: true }) readonly price!: Money;
}

/**
 * The customer has ordered, and we have promised these prices.
 *
 * Version 1 had no `currency`: the shop knew the euro only.
 *
 * @example An order of two books for 38.00 EUR, to be sent to Berlin.
 */
@ordering.event('Order', { published: true, version: 2 })
export class OrderPlaced extends Event<OrderPlaced> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.list(field.valueObject(() => OrderedItem), { required: true })
  readonly items!: readonly OrderedItem[];
  @field.valueObject(() => Money, { required: true }) readonly total!: Money;
  @field.valueObject(() => Address, { required: true }) readonly shipTo!: Address;
  @field.string({ required: true, description: 'ISO 4217; euros before there were others' })
  readonly currency!: string;
}

/** The inventory has set aside everything that is in it. */
@ordering.event('Order')
export class OrderReserved extends Event<OrderReserved> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** The money is there. */
@ordering.event('Order')
export class OrderPaid extends Event<OrderPaid> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
}

/** It is both reserved and paid: nothing stands in its way any more. */
@ordering.event('Order')
export class OrderSecured extends Event<OrderSecured> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** Stock is set aside and the money is there: it will be shipped. */
@ordering.event('Order', { published: true })
export class OrderConfirmed extends Event<OrderConfirmed> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** It is on its way. */
@ordering.event('Order')
export class OrderShipped extends Event<OrderShipped> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.string({ required: true }) readonly trackingNumber!: string;
}

/** The customer has it. */
@ordering.event('Order')
export class OrderDelivered extends Event<OrderDelivered> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** There will be no delivery; what was set aside or paid goes back. */
@ordering.event('Order', { published: true })
export class OrderCancelled extends Event<OrderCancelled> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.enum(CancelledBy, { required: true }) readonly by!: CancelledBy;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}

/** Sent instead of {@link OrderCancelled} while there was one reason only. */
@ordering.event('Order', {
  deprecated: { since: '1.4', removal: '2.0', use: 'OrderCancelled' },
  supersededBy: () => OrderCancelled,
})
export class OrderWithdrawn extends Event<OrderWithdrawn> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** One product of an order, at the price it had when the order was placed. */
@ordering.entity('Order')
export class OrderLine extends Entity<OrderLine> {
  @field.integer({ identifier: true, required: true, min: 1 }) readonly position!: number;
  @field.reference(() => Product, { required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1, max: 99 }) readonly quantity!: number;
  @field.valueObject(() => Money, { required: true }) readonly price!: Money;
}

/**
 * A promise to a customer: these products, at these prices, to this address.
 *
 * @see adr:1
 */
@ordering.aggregate({ indexes: [['customerId', '-placedAt'], 'status'] })
export class Order extends Aggregate<Order> {
  @field.identifier({ identifier: true, required: true }) readonly orderId!: string;
  @field.reference(() => Customer, { required: true }) readonly customerId!: string;
  @field.hasMany(() => OrderLine) readonly lines!: Children<OrderLine>;
  @field.valueObject(() => Address, { required: true }) readonly shipTo!: Address;
  @field.valueObject(() => Money, { required: true }) total!: Money;
  @field.integer({ default: 0, min: 0, max: 60 }) readonly discount!: Defaulted<number>;
  @field.dateTime({ required: true }) readonly placedAt!: Date;
  @field.boolean({ default: false }) reserved!: Defaulted<boolean>;
  @field.boolean({ default: false }) paid!: Defaulted<boolean>;
  @field.string({ maxLength: 40 }) trackingNumber?: string;
  @field.status(OrderStatus, {
    default: OrderStatus.Placed,
    transitions: {
      Placed: ['Confirmed', 'Cancelled'],
      Confirmed: ['Shipped', 'Cancelled'],
      Shipped: ['Delivered'],
    },
  })
  status!: Defaulted<OrderStatus>;

  static place(given: {
    readonly orderId: string;
    readonly customerId: string;
    readonly items: readonly OrderedItem[];
    readonly shipTo: Address;
    readonly discount: number;
    readonly placedAt: Date;
  }): Order {
    const { items, ...rest } = given;
    const lines = items.map(({ sku, quantity, price }, at) => ({ position: at + 1, sku, quantity, price }));
    const total = totalOf(items).less(given.discount);
    const order = new this({ ...rest, lines, total });
    const { orderId, customerId, shipTo } = given;
    order.raise_(new OrderPlaced({ orderId, customerId, items, total, shipTo, currency: total.currency }));
    return order;
  }

  @invariant.post({ message: 'An order has at least one line', fields: ['lines'] })
  somethingIsOrdered() {
    return this.lines.size > 0;
  }

  @invariant.post({
    message: 'All lines of an order are in its currency',
    code: 'currency',
    fields: ['lines'],
  })
  oneCurrency() {
    return this.lines.every(({ price }) => price.currency === this.total.currency);
  }

  @invariant.post({ message: 'What is shipped has a tracking number', fields: ['trackingNumber'] })
  shippedCanBeFollowed() {
    return this.status !== OrderStatus.Shipped || this.trackingNumber !== undefined;
  }

  @invariant.post({ message: 'Only what is reserved and paid is confirmed', code: 'not-secured' })
  confirmedIsSecured() {
    return this.status !== OrderStatus.Confirmed || (this.reserved && this.paid);
  }

  noteReserved() {
    this.reserved = true;
    this.raise_(new OrderReserved({ orderId: this.orderId }));
    this.#secure();
  }

  notePaid() {
    this.paid = true;
    this.raise_(new OrderPaid({ orderId: this.orderId, customerId: this.customerId }));
    this.#secure();
  }

  confirm() {
    this.status = OrderStatus.Confirmed;
    this.raise_(new OrderConfirmed({ orderId: this.orderId }));
  }

  ship(trackingNumber: string) {
    this.status = OrderStatus.Shipped;
    this.trackingNumber = trackingNumber;
    this.raise_(new OrderShipped({ orderId: this.orderId, trackingNumber }));
  }

  deliver() {
    this.status = OrderStatus.Delivered;
    this.raise_(new OrderDelivered({ orderId: this.orderId }));
  }

  /** Only until it is shipped; afterwards it can be returned. */
  cancel(by: CancelledBy, reason: string) {
    this.status = OrderStatus.Cancelled;
    this.raise_(new OrderCancelled({ orderId: this.orderId, by, reason }));
  }

  #secure() {
    if (this.reserved && this.paid) this.raise_(new OrderSecured({ orderId: this.orderId }));
  }
}

function totalOf(items: readonly OrderedItem[]): Money {
  return items
    .map(({ price, quantity }) => price.times(quantity))
    .reduce((sum, price) => sum.plus(price), Money.euros('0'));
}
