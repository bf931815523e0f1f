import { handle, type HandlerContext } from '@domainry/core';
import { Cart } from './cart.js';
import {
  CancelOrder,
  ConfirmOrder,
  MarkDelivered,
  MarkShipped,
  NotePayment,
  NoteReservation,
  PlaceOrder,
} from './commands.js';
import { Customer, CustomerStanding } from './customer.js';
import { ordering } from './domain.js';
import { Order, OrderedItem } from './order.js';
import { Product } from './product.js';
import { Voucher } from './voucher.js';

export class CustomerIsBlocked extends Error {}

/** Does what is asked of orders. */
@ordering.commandHandler(Order)
export class OrderCommands {
  /**
   * Cart, voucher and order change together: a voucher is used up by an order that exists, and a cart that is checked out has
   * one.
   *
   * @suppress TWO_AGGREGATES_IN_ONE_UNIT all three belong to one customer, and two orders of one cart would be worse
   */
  @handle(PlaceOrder)
  async place(
    { orderId, cartId, voucher: code, placedAt }: PlaceOrder,
    { repository }: HandlerContext,
  ): Promise<string> {
    const carts = repository(Cart);
    const cart = await carts.get(cartId);
    const customer = await repository(Customer).get(cart.customerId);
    if (customer.standing === CustomerStanding.Blocked) {
      throw new CustomerIsBlocked('This customer may not order for now');
    }
    const items: OrderedItem[] = [];
    for (const { sku, quantity } of cart.items) {
      const product = await repository(Product).get(sku);
      items.push(new OrderedItem({ sku, quantity, price: product.price }));
    }
    const vouchers = repository(Voucher);
    const voucher = code === undefined ? undefined : await vouchers.get(code);
    voucher?.redeem(orderId, placedAt);
    const order = Order.place({
      orderId,
      customerId: customer.customerId,
      items,
      shipTo: customer.address,
      discount: voucher?.percent ?? 0,
      placedAt,
    });
    cart.checkOut(orderId);
    if (voucher !== undefined) await vouchers.add(voucher);
    await carts.add(cart);
    await repository(Order).add(order);
    return order.total.amount.toFixed(2);
  }

  @handle(NoteReservation)
  async noteReserved({ orderId }: NoteReservation, { repository }: HandlerContext): Promise<void> {
    const orders = repository(Order);
    const order = await orders.get(orderId);
    order.noteReserved();
    await orders.add(order);
  }

  @handle(NotePayment)
  async notePaid({ orderId }: NotePayment, { repository }: HandlerContext): Promise<void> {
    const orders = repository(Order);
    const order = await orders.get(orderId);
    order.notePaid();
    await orders.add(order);
  }

  @handle(ConfirmOrder)
  async confirm({ orderId }: ConfirmOrder, { repository }: HandlerContext): Promise<void> {
    const orders = repository(Order);
    const order = await orders.get(orderId);
    order.confirm();
    await orders.add(order);
  }

  @handle(MarkShipped)
  async ship({ orderId, trackingNumber }: MarkShipped, { repository }: HandlerContext): Promise<void> {
    const orders = repository(Order);
    const order = await orders.get(orderId);
    order.ship(trackingNumber);
    await orders.add(order);
  }

  @handle(MarkDelivered)
  async deliver({ orderId }: MarkDelivered, { repository }: HandlerContext): Promise<void> {
    const orders = repository(Order);
    const order = await orders.get(orderId);
    order.deliver();
    await orders.add(order);
  }

  @handle(CancelOrder)
  async cancel({ orderId, by, reason }: CancelOrder, { repository }: HandlerContext): Promise<void> {
    const orders = repository(Order);
    const order = await orders.get(orderId);
    order.cancel(by, reason);
    await orders.add(order);
  }
}
