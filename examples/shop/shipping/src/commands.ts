import { Command, field } from '@domainry/core';
import { Address } from './address.js';
import { Carrier } from './carrier.js';
import { shipping } from './domain.js';
import { Return } from './return.js';
import { Shipment } from './shipment.js';

@shipping.command(Carrier, { description: 'Adds a carrier' })
export class ContractCarrier extends Command<ContractCarrier, void> {
  @field.identifier({ required: true }) readonly carrierId!: string;
  @field.string({ required: true, maxLength: 80 }) readonly name!: string;
  @field.float({ required: true, min: 0.1, max: 1_000 }) readonly heaviest!: number;
}

@shipping.command(Carrier, { description: 'Ends the contract with a carrier' })
export class RetireCarrier extends Command<RetireCarrier, void> {
  @field.identifier({ required: true }) readonly carrierId!: string;
}

@shipping.command(Shipment, { description: 'Has a parcel packed' })
export class PrepareShipment extends Command<PrepareShipment, void> {
  @field.identifier({ required: true }) readonly shipmentId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.valueObject(() => Address, { required: true }) readonly address!: Address;
}

@shipping.command(Shipment, { description: 'Hands a parcel to a carrier' })
export class DispatchShipment extends Command<DispatchShipment, void> {
  @field.identifier({ required: true }) readonly shipmentId!: string;
  @field.identifier({ required: true }) readonly carrierId!: string;
  @field.string({ required: true, maxLength: 40 }) readonly trackingNumber!: string;
}

@shipping.command(Shipment, { description: 'Notes that nobody was at home' })
export class NoteAttempt extends Command<NoteAttempt, void> {
  @field.string({ required: true, maxLength: 40 }) readonly trackingNumber!: string;
  @field.dateTime({ required: true }) readonly at!: Date;
}

@shipping.command(Shipment, { description: 'Notes that the customer has the parcel' })
export class NoteDelivery extends Command<NoteDelivery, void> {
  @field.string({ required: true, maxLength: 40 }) readonly trackingNumber!: string;
}

@shipping.command(Shipment, { description: 'Notes that a parcel is gone' })
export class NoteLoss extends Command<NoteLoss, void> {
  @field.string({ required: true, maxLength: 40 }) readonly trackingNumber!: string;
}

@shipping.command(Return, { description: 'Announces that something comes back' })
export class AnnounceReturn extends Command<AnnounceReturn, void> {
  @field.identifier({ required: true }) readonly returnId!: string;
  @field.identifier({ required: true }) readonly shipmentId!: string;
}

@shipping.command(Return, { description: 'Takes back what came' })
export class ReceiveReturn extends Command<ReceiveReturn, void> {
  @field.identifier({ required: true }) readonly returnId!: string;
}

@shipping.command(Return, { description: 'Does not take back what came' })
export class RejectReturn extends Command<RejectReturn, void> {
  @field.identifier({ required: true }) readonly returnId!: string;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}
