import { handle, type HandlerContext } from '@domainry/core';
import { Carrier } from './carrier.js';
import { DispatchShipment, NoteAttempt, NoteDelivery, NoteLoss, PrepareShipment } from './commands.js';
import { shipping } from './domain.js';
import { Shipment } from './shipment.js';

export class CarrierRefused extends Error {}

/** Does what is asked of parcels. */
@shipping.commandHandler(Shipment)
export class ShipmentCommands {
  @handle(PrepareShipment)
  async prepare(
    { shipmentId, orderId, address }: PrepareShipment,
    { repository }: HandlerContext,
  ): Promise<void> {
    await repository(Shipment).add(Shipment.prepare(shipmentId, orderId, address));
  }

  @handle(DispatchShipment)
  async dispatch(command: DispatchShipment, { repository }: HandlerContext): Promise<void> {
    const { shipmentId, carrierId, trackingNumber } = command;
    const carrier = await repository(Carrier).get(carrierId);
    if (!carrier.active) throw new CarrierRefused('We have no contract with this carrier any more');
    const shipments = repository(Shipment);
    const shipment = await shipments.get(shipmentId);
    shipment.dispatch(carrierId, trackingNumber);
    await shipments.add(shipment);
  }

  @handle(NoteAttempt)
  async attempted({ trackingNumber, at }: NoteAttempt, { repository }: HandlerContext): Promise<void> {
    const shipments = repository(Shipment);
    const shipment = await shipments.query.where({ trackingNumber }).one();
    shipment.attempt(at);
    await shipments.add(shipment);
  }

  @handle(NoteDelivery)
  async delivered({ trackingNumber }: NoteDelivery, { repository }: HandlerContext): Promise<void> {
    const shipments = repository(Shipment);
    const shipment = await shipments.query.where({ trackingNumber }).one();
    shipment.deliver();
    await shipments.add(shipment);
  }

  @handle(NoteLoss)
  async lost({ trackingNumber }: NoteLoss, { repository }: HandlerContext): Promise<void> {
    const shipments = repository(Shipment);
    const shipment = await shipments.query.where({ trackingNumber }).one();
    shipment.lose();
    await shipments.add(shipment);
  }
}
