import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { billing } from './domain.js';
import { Money } from './invoice.js';

export enum PaymentStatus {
  Requested = 'Requested',
  Authorized = 'Authorized',
  Captured = 'Captured',
  Failed = 'Failed',
}

/** The provider was asked to take the money. */
@billing.event('Payment')
export class PaymentRequested extends Event<PaymentRequested> {
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
}

/** The bank of the customer has agreed. */
@billing.event('Payment')
export class PaymentAuthorized extends Event<PaymentAuthorized> {
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
}

/** We have the money. */
@billing.event('Payment')
export class PaymentCaptured extends Event<PaymentCaptured> {
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
}

/** There will be no money this way. */
@billing.event('Payment')
export class PaymentFailed extends Event<PaymentFailed> {
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}

/** One attempt to get the money of one invoice. */
@billing.aggregate({ indexes: ['invoiceId'] })
export class Payment extends Aggregate<Payment> {
  @field.identifier({ identifier: true, required: true }) readonly paymentId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
  @field.string({ maxLength: 64, personal: 'payment' }) providerReference?: string;
  @field.status(PaymentStatus, {
    default: PaymentStatus.Requested,
    transitions: { Requested: ['Authorized', 'Failed'], Authorized: ['Captured', 'Failed'] },
  })
  status!: Defaulted<PaymentStatus>;

  static request(paymentId: string, invoiceId: string, amount: Money): Payment {
    const payment = new this({ paymentId, invoiceId, amount });
    payment.raise_(new PaymentRequested({ paymentId, invoiceId, amount }));
    return payment;
  }

  @invariant.post({
    message: 'What is authorized has the reference of the provider',
    fields: ['providerReference'],
  })
  authorizedIsKnownToTheProvider() {
    return this.status !== PaymentStatus.Authorized || this.providerReference !== undefined;
  }

  authorize(providerReference: string) {
    this.providerReference = providerReference;
    this.status = PaymentStatus.Authorized;
    this.raise_(new PaymentAuthorized({ paymentId: this.paymentId, invoiceId: this.invoiceId }));
  }

  capture() {
    this.status = PaymentStatus.Captured;
    this.raise_(
      new PaymentCaptured({ paymentId: this.paymentId, invoiceId: this.invoiceId, amount: this.amount }),
    );
  }

  fail(reason: string) {
    this.status = PaymentStatus.Failed;
    this.raise_(new PaymentFailed({ paymentId: this.paymentId, invoiceId: this.invoiceId, reason }));
  }
}
