import { Command, field, type Defaulted } from '@domainry/core';
import { Address } from './address.js';
import { Cart } from './cart.js';
import { Customer } from './customer.js';
import { ordering } from './domain.js';
import { Money } from './money.js';
import { CancelledBy, Order } from './order.js';
import { Product } from './product.js';
import { Voucher } from './voucher.js';

/** Sent by the sign-up page. */
@ordering.command(Customer)
export class RegisterCustomer extends Command<RegisterCustomer, void> {
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.string({ required: true, maxLength: 120, personal: 'contact' }) readonly name!: string;
  @field.string({ required: true, maxLength: 254, pattern: /^[^@\s]+@[^@\s]+$/, personal: 'contact' })
  readonly email!: string;
  @field.valueObject(() => Address, { required: true }) readonly address!: Address;
}

@ordering.command(Customer, { description: 'The customer lives elsewhere now' })
export class ChangeAddress extends Command<ChangeAddress, void> {
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.valueObject(() => Address, { required: true }) readonly address!: Address;
}

@ordering.command(Customer, { description: 'Sells nothing more to a customer' })
export class BlockCustomer extends Command<BlockCustomer, void> {
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}

@ordering.command(Product, { description: 'Puts something new into the catalogue' })
export class ListProduct extends Command<ListProduct, void> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.string({ required: true, minLength: 1, maxLength: 120 }) readonly title!: string;
  @field.valueObject(() => Money, { required: true }) readonly price!: Money;
}

@ordering.command(Product, { description: 'Changes what a product costs from now on' })
export class RepriceProduct extends Command<RepriceProduct, void> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.valueObject(() => Money, { required: true }) readonly price!: Money;
}

@ordering.command(Product, { description: 'Takes a product out of the catalogue' })
export class DelistProduct extends Command<DelistProduct, void> {
  @field.identifier({ required: true }) readonly sku!: string;
}

@ordering.command(Voucher, { description: 'Makes a code that makes orders cheaper' })
export class IssueVoucher extends Command<IssueVoucher, void> {
  @field.identifier({ required: true }) readonly code!: string;
  @field.integer({ required: true, min: 1, max: 60 }) readonly percent!: number;
  @field.integer({ required: true, min: 1 }) readonly uses!: number;
  @field.dateTime({ required: true }) readonly validUntil!: Date;
}

@ordering.command(Cart, { description: 'Puts a product into the cart, which begins with the first' })
export class AddToCart extends Command<AddToCart, void> {
  @field.identifier({ required: true }) readonly cartId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ default: 1, min: 1, max: 99 }) readonly quantity!: Defaulted<number>;
}

@ordering.command(Cart, { description: 'Takes a product out of the cart' })
export class RemoveFromCart extends Command<RemoveFromCart, void> {
  @field.identifier({ required: true }) readonly cartId!: string;
  @field.identifier({ required: true }) readonly sku!: string;
}

/** Turns a cart into an order, at the prices of this moment. Results in what is to be paid. */
@ordering.command(Order)
export class PlaceOrder extends Command<PlaceOrder, string> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly cartId!: string;
  @field.string({ maxLength: 40 }) readonly voucher?: string;
  @field.dateTime({ required: true }) readonly placedAt!: Date;
}

@ordering.command(Order, { description: 'Notes that the inventory has set everything aside' })
export class NoteReservation extends Command<NoteReservation, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@ordering.command(Order, { description: 'Notes that the money is there' })
export class NotePayment extends Command<NotePayment, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@ordering.command(Order, { description: 'Stock and money are there: it will be shipped' })
export class ConfirmOrder extends Command<ConfirmOrder, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@ordering.command(Order, { description: 'Notes that a parcel has left' })
export class MarkShipped extends Command<MarkShipped, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.string({ required: true, maxLength: 40 }) readonly trackingNumber!: string;
}

@ordering.command(Order, { description: 'Notes that a parcel has arrived' })
export class MarkDelivered extends Command<MarkDelivered, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@ordering.command(Order, { description: 'Takes an order back before it is shipped' })
export class CancelOrder extends Command<CancelOrder, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.enum(CancelledBy, { required: true }) readonly by!: CancelledBy;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}
