import { handle, type HandlerContext } from '@domainry/core';
import { AcceptDelivery, ReceiveStock, SendPurchaseOrder } from './commands.js';
import { inventory } from './domain.js';
import { PurchaseOrder, PurchaseOrderDelivered, PurchaseStatus } from './purchase-order.js';
import { StockItem, StockRanLow } from './stock-item.js';

/** Orders from suppliers. */
@inventory.commandHandler(PurchaseOrder)
export class PurchaseCommands {
  @handle(SendPurchaseOrder)
  async send(
    { purchaseId, sku, quantity }: SendPurchaseOrder,
    { repository }: HandlerContext,
  ): Promise<void> {
    await repository(PurchaseOrder).add(PurchaseOrder.send(purchaseId, sku, quantity));
  }

  @handle(AcceptDelivery)
  async accept({ purchaseId, quantity }: AcceptDelivery, { repository }: HandlerContext): Promise<void> {
    const purchases = repository(PurchaseOrder);
    const purchase = await purchases.get(purchaseId);
    purchase.deliver(quantity);
    await purchases.add(purchase);
  }
}

/** Policy: what runs low is ordered again, once at a time. */
@inventory.eventHandler(StockItem)
export class ReplenishmentPolicy {
  @handle(StockRanLow)
  async reorder({ sku }: StockRanLow, { repository, process, message }: HandlerContext): Promise<void> {
    const open = await repository(PurchaseOrder).query.where({ sku, status: PurchaseStatus.Sent }).exists();
    if (!open) await process(new SendPurchaseOrder({ purchaseId: message.id, sku, quantity: 100 }));
  }
}

/** Policy: what a supplier delivered goes onto the shelf. */
@inventory.eventHandler(PurchaseOrder)
export class ShelvingPolicy {
  @handle(PurchaseOrderDelivered)
  async shelve({ sku, quantity }: PurchaseOrderDelivered, { process }: HandlerContext): Promise<void> {
    await process(new ReceiveStock({ sku, quantity }));
  }
}
