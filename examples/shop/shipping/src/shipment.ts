import { Aggregate, Entity, Event, field, invariant, type Children, type Defaulted } from '@domainry/core';
import { Address } from './address.js';
import { Carrier } from './carrier.js';
import { shipping } from './domain.js';

export enum ShipmentStatus {
  Prepared = 'Prepared',
  Dispatched = 'Dispatched',
  Delivered = 'Delivered',
  Lost = 'Lost',
}

/** A parcel is to be packed. */
@shipping.event('Shipment')
export class ShipmentPrepared extends Event<ShipmentPrepared> {
  @field.identifier({ required: true }) readonly shipmentId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** A carrier has it. */
@shipping.event('Shipment', { published: true })
export class ShipmentDispatched extends Event<ShipmentDispatched> {
  @field.identifier({ required: true }) readonly shipmentId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.string({ required: true, maxLength: 40 }) readonly trackingNumber!: string;
}

/** Nobody was at home. */
@shipping.event('Shipment')
export class DeliveryAttempted extends Event<DeliveryAttempted> {
  @field.identifier({ required: true }) readonly shipmentId!: string;
  @field.integer({ required: true, min: 1, max: 3 }) readonly attempt!: number;
}

/** The customer has it. */
@shipping.event('Shipment', { published: true })
export class ShipmentDelivered extends Event<ShipmentDelivered> {
  @field.identifier({ required: true }) readonly shipmentId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** The carrier does not know where it is. */
@shipping.event('Shipment', { published: true })
export class ShipmentLost extends Event<ShipmentLost> {
  @field.identifier({ required: true }) readonly shipmentId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** One time somebody rang the bell. */
@shipping.entity('Shipment')
export class DeliveryAttempt extends Entity<DeliveryAttempt> {
  @field.integer({ identifier: true, required: true, min: 1, max: 3 }) readonly attempt!: number;
  @field.dateTime({ required: true }) readonly at!: Date;
}

/**
 * One parcel, from our door to the customer's.
 *
 * @alias parcel
 */
@shipping.aggregate({ indexes: ['orderId', 'status'] })
export class Shipment extends Aggregate<Shipment> {
  @field.identifier({ identifier: true, required: true }) readonly shipmentId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.valueObject(() => Address, { required: true }) readonly address!: Address;
  @field.reference(() => Carrier) carrierId?: string;
  @field.string({ maxLength: 40, unique: true }) trackingNumber?: string;
  @field.hasMany(() => DeliveryAttempt) readonly attempts!: Children<DeliveryAttempt>;
  @field.status(ShipmentStatus, {
    default: ShipmentStatus.Prepared,
    transitions: { Prepared: ['Dispatched'], Dispatched: ['Delivered', 'Lost'] },
  })
  status!: Defaulted<ShipmentStatus>;

  static prepare(shipmentId: string, orderId: string, address: Address): Shipment {
    const shipment = new this({ shipmentId, orderId, address });
    shipment.raise_(new ShipmentPrepared({ shipmentId, orderId }));
    return shipment;
  }

  @invariant.post({
    message: 'What is dispatched has a carrier and a tracking number',
    fields: ['trackingNumber'],
  })
  dispatchedCanBeFollowed() {
    const isKnown = this.carrierId !== undefined && this.trackingNumber !== undefined;
    return this.status !== ShipmentStatus.Dispatched || isKnown;
  }

  @invariant.post({ message: 'A carrier tries three times at most', code: 'attempts', fields: ['attempts'] })
  threeAttempts() {
    return this.attempts.size <= 3;
  }

  dispatch(carrierId: string, trackingNumber: string) {
    this.carrierId = carrierId;
    this.trackingNumber = trackingNumber;
    this.status = ShipmentStatus.Dispatched;
    this.raise_(
      new ShipmentDispatched({ shipmentId: this.shipmentId, orderId: this.orderId, trackingNumber }),
    );
  }

  attempt(at: Date) {
    const { attempt } = this.attempts.add({ attempt: this.attempts.size + 1, at });
    this.raise_(new DeliveryAttempted({ shipmentId: this.shipmentId, attempt }));
  }

  deliver() {
    this.status = ShipmentStatus.Delivered;
    this.raise_(new ShipmentDelivered({ shipmentId: this.shipmentId, orderId: this.orderId }));
  }

  lose() {
    this.status = ShipmentStatus.Lost;
    this.raise_(new ShipmentLost({ shipmentId: this.shipmentId, orderId: this.orderId }));
  }
}
