import { ValueObject, field } from '@domainry/core';
import { shipping } from './domain.js';

/** A place that a carrier can find. What the customer typed may not be one. */
@shipping.valueObject
export class Address extends ValueObject<Address> {
  @field.list(field.string({ maxLength: 80 }), { required: true, personal: 'contact' })
  readonly lines!: readonly string[];
  @field.string({ required: true, maxLength: 12, personal: 'contact' }) readonly postalCode!: string;
  @field.string({ required: true, pattern: /^[A-Z]{2}$/ }) readonly country!: string;
}
