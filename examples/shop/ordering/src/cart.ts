import { Aggregate, Entity, Event, field, invariant, type Children, type Defaulted } from '@domainry/core';
import { Customer } from './customer.js';
import { ordering } from './domain.js';
import { Product } from './product.js';

/** Something was put into the cart. */
@ordering.event('Cart')
export class ItemAddedToCart extends Event<ItemAddedToCart> {
  @field.identifier({ required: true }) readonly cartId!: string;
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** Something was taken out of the cart again. */
@ordering.event('Cart')
export class ItemRemovedFromCart extends Event<ItemRemovedFromCart> {
  @field.identifier({ required: true }) readonly cartId!: string;
  @field.identifier({ required: true }) readonly sku!: string;
}

/** The cart became an order. */
@ordering.event('Cart')
export class CartCheckedOut extends Event<CartCheckedOut> {
  @field.identifier({ required: true }) readonly cartId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** One product in a cart, so many times. */
@ordering.entity('Cart')
export class CartItem extends Entity<CartItem> {
  @field.reference(() => Product, { identifier: true, required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1, max: 99 }) quantity!: number;
}

/**
 * What a customer may buy, and may still change their mind about. It shows today's prices: it has none of its own.
 *
 * @alias basket
 */
@ordering.aggregate({ removable: true })
export class Cart extends Aggregate<Cart> {
  @field.identifier({ identifier: true, required: true }) readonly cartId!: string;
  @field.reference(() => Customer, { required: true }) readonly customerId!: string;
  @field.hasMany(() => CartItem) readonly items!: Children<CartItem>;
  @field.boolean({ default: false }) checkedOut!: Defaulted<boolean>;

  @invariant.pre({ message: 'A cart that became an order stays as it is', code: 'checked-out' })
  checkedOutIsForEver() {
    return !this.checkedOut;
  }

  @invariant.post({ message: 'A cart has at most 50 different products', fields: ['items'] })
  cartsAreSmall() {
    return this.items.size <= 50;
  }

  put(sku: string, quantity: number) {
    const item = this.items.find((each) => each.sku === sku);
    if (item === undefined) this.items.add({ sku, quantity });
    else item.quantity += quantity;
    this.raise_(new ItemAddedToCart({ cartId: this.cartId, sku, quantity }));
  }

  takeOut(sku: string) {
    this.items.remove(sku);
    this.raise_(new ItemRemovedFromCart({ cartId: this.cartId, sku }));
  }

  checkOut(orderId: string) {
    this.checkedOut = true;
    this.raise_(new CartCheckedOut({ cartId: this.cartId, orderId }));
  }
}
