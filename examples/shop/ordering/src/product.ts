import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { ordering } from './domain.js';
import { Money } from './money.js';

/** The catalogue has something new. */
@ordering.event('Product')
export class ProductListed extends Event<ProductListed> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.string({ required: true }) readonly title!: string;
  @field.valueObject(() => Money, { required: true }) readonly price!: Money;
}

/** From now on it costs this much; carts show it at once, orders never. */
@ordering.event('Product')
export class ProductRepriced extends Event<ProductRepriced> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.valueObject(() => Money, { required: true }) readonly before!: Money;
  @field.valueObject(() => Money, { required: true }) readonly price!: Money;
}

/** It can no longer be ordered. */
@ordering.event('Product')
export class ProductDelisted extends Event<ProductDelisted> {
  @field.identifier({ required: true }) readonly sku!: string;
}

/** Something that may be ordered, as the catalogue shows it. What lies on the shelf is a question of the inventory. */
@ordering.aggregate({ indexes: ['listed', 'title'] })
export class Product extends Aggregate<Product> {
  @field.identifier({ identifier: true, required: true }) readonly sku!: string;
  @field.string({ required: true, minLength: 1, maxLength: 120 }) title!: string;
  @field.valueObject(() => Money, { required: true }) price!: Money;
  @field.boolean({ default: true }) listed!: Defaulted<boolean>;

  static list(sku: string, title: string, price: Money): Product {
    const product = new this({ sku, title, price });
    product.raise_(new ProductListed({ sku, title, price }));
    return product;
  }

  @invariant.post({ message: 'What is listed has a price above zero', fields: ['price'] })
  listedIsNotFree() {
    return !this.listed || this.price.amount.greaterThan(0);
  }

  reprice(price: Money) {
    const before = this.price;
    this.price = price;
    this.raise_(new ProductRepriced({ sku: this.sku, before, price }));
  }

  delist() {
    this.listed = false;
    this.raise_(new ProductDelisted({ sku: this.sku }));
  }
}
