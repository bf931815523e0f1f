import { handle, type HandlerContext } from '@domainry/core';
import { Cart } from './cart.js';
import { AddToCart, RemoveFromCart } from './commands.js';
import { ordering } from './domain.js';
import { Product } from './product.js';

export class NotForSale extends Error {}

/** Fills carts. */
@ordering.commandHandler(Cart)
export class CartCommands {
  @handle(AddToCart)
  async add({ cartId, customerId, sku, quantity }: AddToCart, { repository }: HandlerContext): Promise<void> {
    const product = await repository(Product).get(sku);
    if (!product.listed) throw new NotForSale('This product is no longer in the catalogue');
    const carts = repository(Cart);
    const cart = (await carts.getOrNull(cartId)) ?? new Cart({ cartId, customerId });
    cart.put(sku, quantity);
    await carts.add(cart);
  }

  @handle(RemoveFromCart)
  async remove({ cartId, sku }: RemoveFromCart, { repository }: HandlerContext): Promise<void> {
    const carts = repository(Cart);
    const cart = await carts.get(cartId);
    cart.takeOut(sku);
    await carts.add(cart);
  }
}
