import { Projection, Query, field, on, read, type Defaulted, type QueryContext } from '@domainry/core';
import { shipping } from './domain.js';
import {
  DeliveryAttempted,
  Shipment,
  ShipmentDelivered,
  ShipmentDispatched,
  ShipmentLost,
  ShipmentPrepared,
  ShipmentStatus,
} from './shipment.js';

/** Where a parcel is, for the page that customers reload all day. */
@shipping.projection
export class Tracking extends Projection<Tracking> {
  @field.identifier({ identifier: true, required: true }) readonly shipmentId!: string;
  @field.string() trackingNumber?: string;
  @field.integer({ default: 0, min: 0 }) attempts!: Defaulted<number>;
  @field.enum(ShipmentStatus, { default: ShipmentStatus.Prepared }) status!: Defaulted<ShipmentStatus>;
}

/** Follows parcels. */
@shipping.projector(Tracking, { aggregates: [Shipment] })
export class TrackingProjector {
  @on(ShipmentPrepared)
  prepared({ shipmentId }: ShipmentPrepared): Tracking {
    return new Tracking({ shipmentId });
  }

  @on(ShipmentDispatched)
  dispatched({ trackingNumber }: ShipmentDispatched, tracking: Tracking): void {
    tracking.trackingNumber = trackingNumber;
    tracking.status = ShipmentStatus.Dispatched;
  }

  @on(DeliveryAttempted)
  attempted({ attempt }: DeliveryAttempted, tracking: Tracking): void {
    tracking.attempts = attempt;
  }

  @on(ShipmentDelivered)
  delivered(_event: ShipmentDelivered, tracking: Tracking): void {
    tracking.status = ShipmentStatus.Delivered;
  }

  @on(ShipmentLost)
  lost(_event: ShipmentLost, tracking: Tracking): void {
    tracking.status = ShipmentStatus.Lost;
  }
}

/** Where the parcel of an order is; undefined while there is none. */
@shipping.query({ partOf: Shipment })
export class WhereIsMyOrder extends Query<WhereIsMyOrder, ShipmentStatus | undefined> {
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** Answers from the shipments themselves. */
@shipping.queryHandler(Shipment)
export class ShipmentQueries {
  @read(WhereIsMyOrder)
  async whereIs(
    { orderId }: WhereIsMyOrder,
    { repository }: QueryContext,
  ): Promise<ShipmentStatus | undefined> {
    const shipment = await repository(Shipment).query.where({ orderId }).first();
    return shipment?.status;
  }
}
