import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { Address } from './address.js';
import { ordering } from './domain.js';

export enum CustomerStanding {
  New = 'New',
  Trusted = 'Trusted',
  Blocked = 'Blocked',
}

/** Somebody gave a name and an address for the first time. */
@ordering.event('Customer')
export class CustomerRegistered extends Event<CustomerRegistered> {
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.string({ required: true, personal: 'contact' }) readonly email!: string;
}

/** The customer lives elsewhere now. Orders that were placed before keep their address. */
@ordering.event('Customer')
export class CustomerMoved extends Event<CustomerMoved> {
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.valueObject(() => Address, { required: true }) readonly address!: Address;
}

/** Ten orders were paid in time. */
@ordering.event('Customer')
export class CustomerTrusted extends Event<CustomerTrusted> {
  @field.identifier({ required: true }) readonly customerId!: string;
}

/** Nothing is sold to this customer for now. */
@ordering.event('Customer', { published: true })
export class CustomerBlocked extends Event<CustomerBlocked> {
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}

/**
 * Somebody who orders.
 *
 * @alias buyer
 */
@ordering.aggregate({ indexes: ['standing'] })
export class Customer extends Aggregate<Customer> {
  @field.identifier({ identifier: true, required: true }) readonly customerId!: string;
  @field.string({ required: true, maxLength: 120, personal: 'contact' }) name!: string;
  @field.string({
    required: true,
    unique: true,
    maxLength: 254,
    pattern: /^[^@\s]+@[^@\s]+$/,
    personal: 'contact',
  })
  email!: string;
  @field.valueObject(() => Address, { required: true }) address!: Address;
  @field.status(CustomerStanding, {
    default: CustomerStanding.New,
    transitions: { New: ['Trusted', 'Blocked'], Trusted: ['Blocked'], Blocked: ['New'] },
  })
  standing!: Defaulted<CustomerStanding>;
  /** Orders that were paid in time, in a row. */
  @field.integer({ default: 0, min: 0 }) paidInTime!: Defaulted<number>;

  static register(customerId: string, name: string, email: string, address: Address): Customer {
    const customer = new this({ customerId, name, email, address });
    customer.raise_(new CustomerRegistered({ customerId, email }));
    return customer;
  }

  @invariant.post('Only a customer who has paid ten orders in time is trusted')
  trustIsEarned() {
    return this.standing !== CustomerStanding.Trusted || this.paidInTime >= 10;
  }

  moveTo(address: Address) {
    this.address = address;
    this.raise_(new CustomerMoved({ customerId: this.customerId, address }));
  }

  hasPaid() {
    this.paidInTime += 1;
    if (this.standing !== CustomerStanding.New || this.paidInTime < 10) return;
    this.standing = CustomerStanding.Trusted;
    this.raise_(new CustomerTrusted({ customerId: this.customerId }));
  }

  block(reason: string) {
    this.standing = CustomerStanding.Blocked;
    this.paidInTime = 0;
    this.raise_(new CustomerBlocked({ customerId: this.customerId, reason }));
  }
}
