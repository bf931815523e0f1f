import { Aggregate, Event, field, type Defaulted } from '@domainry/core';
import { shipping } from './domain.js';

/** We have a contract with a carrier. */
@shipping.event('Carrier')
export class CarrierContracted extends Event<CarrierContracted> {
  @field.identifier({ required: true }) readonly carrierId!: string;
}

/** The contract ended. */
@shipping.event('Carrier')
export class CarrierRetired extends Event<CarrierRetired> {
  @field.identifier({ required: true }) readonly carrierId!: string;
}

/** Somebody who takes parcels to customers. */
@shipping.aggregate
export class Carrier extends Aggregate<Carrier> {
  @field.identifier({ identifier: true, required: true, examples: ['swift-post'] })
  readonly carrierId!: string;
  @field.string({ required: true, maxLength: 80 }) readonly name!: string;
  @field.float({ required: true, min: 0.1, max: 1_000, description: 'Kilograms' }) readonly heaviest!: number;
  @field.boolean({ default: true }) active!: Defaulted<boolean>;

  static contract(carrierId: string, name: string, heaviest: number): Carrier {
    const carrier = new this({ carrierId, name, heaviest });
    carrier.raise_(new CarrierContracted({ carrierId }));
    return carrier;
  }

  retire() {
    this.active = false;
    this.raise_(new CarrierRetired({ carrierId: this.carrierId }));
  }
}
