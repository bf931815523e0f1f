import type { BrokerMessage, HandlerContext } from '@domainry/core';
import { CancelOrder, MarkDelivered, MarkShipped, NotePayment, NoteReservation } from './commands.js';
import { ordering } from './domain.js';
import { CancelledBy } from './order.js';

/** The inventory answers whether it could set aside what was ordered. */
@ordering.subscriber({ stream: 'Inventory.Reservation' })
export class StockNews {
  async receive({ body }: BrokerMessage, { process }: HandlerContext): Promise<void> {
    const { type, data } = body as { type: string; data: { orderId: string } };
    if (type.startsWith('Inventory.StockReserved')) {
      await process(new NoteReservation({ orderId: data.orderId }));
    } else if (type.startsWith('Inventory.ReservationRefused')) {
      await process(
        new CancelOrder({ orderId: data.orderId, by: CancelledBy.Shop, reason: 'We have run out of it' }),
      );
    }
  }
}

/** Billing tells when an invoice is paid. */
@ordering.subscriber({ stream: 'Billing.Invoice' })
export class PaymentNews {
  async receive({ body }: BrokerMessage, { process }: HandlerContext): Promise<void> {
    const { type, data } = body as { type: string; data: { orderId: string } };
    if (type.startsWith('Billing.InvoicePaid')) await process(new NotePayment({ orderId: data.orderId }));
  }
}

/** Shipping tells where a parcel is. */
@ordering.subscriber({ stream: 'Shipping.Shipment' })
export class ParcelNews {
  async receive({ body }: BrokerMessage, { process }: HandlerContext): Promise<void> {
    const { type, data } = body as { type: string; data: { orderId: string; trackingNumber: string } };
    const { orderId, trackingNumber } = data;
    if (type.startsWith('Shipping.ShipmentDispatched')) {
      await process(new MarkShipped({ orderId, trackingNumber }));
    } else if (type.startsWith('Shipping.ShipmentDelivered')) {
      await process(new MarkDelivered({ orderId }));
    }
  }
}
