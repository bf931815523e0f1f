import { Command, ValueObject, field } from '@domainry/core';
import { inventory } from './domain.js';
import { PurchaseOrder } from './purchase-order.js';
import { Reservation } from './reservation.js';
import { StockItem } from './stock-item.js';

/** So many of one product. */
@inventory.valueObject
export class Quantity extends ValueObject<Quantity> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1 }) readonly count!: number;
}

@inventory.command(StockItem, { description: 'Keeps a product in stock from now on' })
export class OpenStockItem extends Command<OpenStockItem, void> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 0 }) readonly reorderAt!: number;
}

@inventory.command(StockItem, { description: 'Books goods that came in' })
export class ReceiveStock extends Command<ReceiveStock, void> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

@inventory.command(StockItem, { description: 'Corrects the book after a count' })
export class CountStock extends Command<CountStock, void> {
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 0 }) readonly onHand!: number;
  @field.string({ required: true, maxLength: 80, personal: 'employee' }) readonly countedBy!: string;
}

/** Sets everything aside that an order needs, or nothing. Results in whether it could. */
@inventory.command(Reservation)
export class ReserveStock extends Command<ReserveStock, boolean> {
  @field.identifier({ required: true }) readonly reservationId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.list(field.valueObject(() => Quantity), { required: true }) readonly items!: readonly Quantity[];
}

@inventory.command(Reservation, { description: 'Puts what was set aside back onto the shelf' })
export class ReleaseReservation extends Command<ReleaseReservation, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@inventory.command(Reservation, { description: 'Packs what was set aside' })
export class PickReservation extends Command<PickReservation, void> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

@inventory.command(PurchaseOrder, { description: 'Asks a supplier for more' })
export class SendPurchaseOrder extends Command<SendPurchaseOrder, void> {
  @field.identifier({ required: true }) readonly purchaseId!: string;
  @field.identifier({ required: true }) readonly sku!: string;
  @field.integer({ required: true, min: 1, max: 10_000 }) readonly quantity!: number;
}

@inventory.command(PurchaseOrder, { description: 'Notes what a supplier delivered' })
export class AcceptDelivery extends Command<AcceptDelivery, void> {
  @field.identifier({ required: true }) readonly purchaseId!: string;
  @field.integer({ required: true, min: 1 }) readonly quantity!: number;
}

/** Nobody handles it yet: suppliers do not let us cancel by themselves. */
@inventory.command(PurchaseOrder)
export class CancelPurchaseOrder extends Command<CancelPurchaseOrder, void> {
  @field.identifier({ required: true }) readonly purchaseId!: string;
}
