import { Aggregate, Event, field, type Defaulted } from '@domainry/core';
import { shipping } from './domain.js';
import { Shipment } from './shipment.js';

export enum ReturnStatus {
  Announced = 'Announced',
  Received = 'Received',
  Rejected = 'Rejected',
}

/** The customer wants to send something back. */
@shipping.event('Return')
export class ReturnAnnounced extends Event<ReturnAnnounced> {
  @field.identifier({ required: true }) readonly returnId!: string;
  @field.identifier({ required: true }) readonly shipmentId!: string;
}

/** It is back, and as it was. */
@shipping.event('Return', { published: true })
export class ReturnReceived extends Event<ReturnReceived> {
  @field.identifier({ required: true }) readonly returnId!: string;
  @field.identifier({ required: true }) readonly shipmentId!: string;
}

/** It is back, but nobody could sell it again. */
@shipping.event('Return')
export class ReturnRejected extends Event<ReturnRejected> {
  @field.identifier({ required: true }) readonly returnId!: string;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}

/** Something that comes back. */
@shipping.aggregate
export class Return extends Aggregate<Return> {
  @field.identifier({ identifier: true, required: true }) readonly returnId!: string;
  @field.reference(() => Shipment, { required: true }) readonly shipmentId!: string;
  @field.status(ReturnStatus, {
    default: ReturnStatus.Announced,
    transitions: { Announced: ['Received', 'Rejected'] },
  })
  status!: Defaulted<ReturnStatus>;

  static announce(returnId: string, shipmentId: string): Return {
    const announced = new this({ returnId, shipmentId });
    announced.raise_(new ReturnAnnounced({ returnId, shipmentId }));
    return announced;
  }

  receive() {
    this.status = ReturnStatus.Received;
    this.raise_(new ReturnReceived({ returnId: this.returnId, shipmentId: this.shipmentId }));
  }

  reject(reason: string) {
    this.status = ReturnStatus.Rejected;
    this.raise_(new ReturnRejected({ returnId: this.returnId, reason }));
  }
}
