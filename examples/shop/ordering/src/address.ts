import { ValueObject, field } from '@domainry/core';
import { ordering } from './domain.js';

/** Where the customer wants it. Whether a carrier can find it is a question of shipping. */
@ordering.valueObject
export class Address extends ValueObject<Address> {
  @field.string({ required: true, maxLength: 80, personal: 'contact' }) readonly recipient!: string;
  @field.string({ required: true, maxLength: 120, personal: 'contact' }) readonly street!: string;
  @field.string({ required: true, maxLength: 12, personal: 'contact' }) readonly postalCode!: string;
  @field.string({ required: true, maxLength: 80 }) readonly city!: string;
  @field.string({ required: true, pattern: /^[A-Z]{2}$/, examples: ['DE'] }) readonly country!: string;
}
