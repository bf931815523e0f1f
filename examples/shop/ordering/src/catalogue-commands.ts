import { handle, type HandlerContext } from '@domainry/core';
import { DelistProduct, IssueVoucher, ListProduct, RepriceProduct } from './commands.js';
import { ordering } from './domain.js';
import { Product } from './product.js';
import { Voucher } from './voucher.js';

/** Keeps the catalogue. */
@ordering.commandHandler(Product)
export class CatalogueCommands {
  @handle(ListProduct)
  async list({ sku, title, price }: ListProduct, { repository }: HandlerContext): Promise<void> {
    await repository(Product).add(Product.list(sku, title, price));
  }

  @handle(RepriceProduct)
  async reprice({ sku, price }: RepriceProduct, { repository }: HandlerContext): Promise<void> {
    const products = repository(Product);
    const product = await products.get(sku);
    product.reprice(price);
    await products.add(product);
  }

  @handle(DelistProduct)
  async delist({ sku }: DelistProduct, { repository }: HandlerContext): Promise<void> {
    const products = repository(Product);
    const product = await products.get(sku);
    product.delist();
    await products.add(product);
  }
}

/** Hands out vouchers. */
@ordering.commandHandler(Voucher)
export class VoucherCommands {
  @handle(IssueVoucher)
  async issue(command: IssueVoucher, { repository }: HandlerContext): Promise<void> {
    const { code, percent, uses, validUntil } = command;
    await repository(Voucher).add(Voucher.issue(code, percent, uses, validUntil));
  }
}
