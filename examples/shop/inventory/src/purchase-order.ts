import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { inventory } from './domain.js';
import { StockItem } from './stock-item.js';

export enum PurchaseStatus {
  Sent = 'Sent',
  Delivered = 'Delivered',
  Cancelled = 'Cancelled',
}

/** We asked a supplier for more. */
@inventory.event('PurchaseOrder')
export class PurchaseOrderSent extends Event<PurchaseOrderSent> {
  @field.identifier({ required: true }) readonly purchaseId!: string;
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** The supplier delivered, maybe less than we asked for. */
@inventory.event('PurchaseOrder')
export class PurchaseOrderDelivered extends Event<PurchaseOrderDelivered> {
  @field.identifier({ required: true }) readonly purchaseId!: string;
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** The supplier will not deliver. */
@inventory.event('PurchaseOrder')
export class PurchaseOrderCancelled extends Event<PurchaseOrderCancelled> {
  @field.identifier({ required: true }) readonly purchaseId!: string;
}

/**
 * What we asked of a supplier.
 *
 * @alias replenishment
 */
@inventory.aggregate({ indexes: ['status'] })
export class PurchaseOrder extends Aggregate<PurchaseOrder> {
  @field.identifier({ identifier: true, required: true }) readonly purchaseId!: string;
  @field.reference(() => StockItem, { required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1, max: 10_000 }) readonly quantity!: number;
  @field.integer({ default: 0, min: 0 }) delivered!: Defaulted<number>;
  @field.status(PurchaseStatus, {
    default: PurchaseStatus.Sent,
    transitions: { Sent: ['Delivered', 'Cancelled'] },
  })
  status!: Defaulted<PurchaseStatus>;

  static send(purchaseId: string, sku: string, quantity: number): PurchaseOrder {
    const purchase = new this({ purchaseId, sku, quantity });
    purchase.raise_(new PurchaseOrderSent({ purchaseId, sku, quantity }));
    return purchase;
  }

  @invariant.post('A supplier delivers no more than we asked for')
  neverTooMuch() {
    return this.delivered <= this.quantity;
  }

  deliver(quantity: number) {
    this.status = PurchaseStatus.Delivered;
    this.delivered = quantity;
    this.raise_(new PurchaseOrderDelivered({ purchaseId: this.purchaseId, sku: this.sku, quantity }));
  }

  cancel() {
    this.status = PurchaseStatus.Cancelled;
    this.raise_(new PurchaseOrderCancelled({ purchaseId: this.purchaseId }));
  }
}
