import type { BrokerMessage, HandlerContext } from '@domainry/core';
import { Address } from './address.js';
import { NoteAttempt, NoteDelivery, NoteLoss, PrepareShipment } from './commands.js';
import { shipping } from './domain.js';

/** Ordering tells what was ordered, and where to. */
@shipping.subscriber({ stream: 'Ordering.Order' })
export class OrderNews {
  async receive({ id, body }: BrokerMessage, { process }: HandlerContext): Promise<void> {
    const { type, data } = body as {
      type: string;
      data: {
        orderId: string;
        shipTo: { recipient: string; street: string; postalCode: string; city: string; country: string };
      };
    };
    if (!type.startsWith('Ordering.OrderPlaced')) return;
    const { recipient, street, postalCode, city, country } = data.shipTo;
    const address = new Address({ lines: [recipient, street, city], postalCode, country });
    await process(new PrepareShipment({ shipmentId: id, orderId: data.orderId, address }));
  }
}

/** Turns the scans of a carrier into what we call them. */
@shipping.subscriber({ stream: 'Carriers.scans' })
export class CarrierScans {
  async receive({ body }: BrokerMessage, { process, message }: HandlerContext): Promise<void> {
    const { trackingNumber, code } = body as { trackingNumber: string; code: 'NOT-HOME' | 'DONE' | 'LOST' };
    if (code === 'NOT-HOME') await process(new NoteAttempt({ trackingNumber, at: message.time }));
    else if (code === 'DONE') await process(new NoteDelivery({ trackingNumber }));
    else await process(new NoteLoss({ trackingNumber }));
  }
}
