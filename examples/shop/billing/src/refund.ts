import { Aggregate, Event, field, type Defaulted } from '@domainry/core';
import { billing } from './domain.js';
import { Money } from './invoice.js';

/** Somebody in finance has to agree before money goes back. */
@billing.event('Refund')
export class RefundRequested extends Event<RefundRequested> {
  @field.identifier({ required: true }) readonly refundId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
}

/** The money is on its way back. */
@billing.event('Refund')
export class RefundPaidOut extends Event<RefundPaidOut> {
  @field.identifier({ required: true }) readonly refundId!: string;
}

/** Money that goes back to a customer. */
@billing.aggregate
export class Refund extends Aggregate<Refund> {
  @field.identifier({ identifier: true, required: true }) readonly refundId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
  @field.boolean({ default: false }) paidOut!: Defaulted<boolean>;

  static request(refundId: string, invoiceId: string, amount: Money): Refund {
    const refund = new this({ refundId, invoiceId, amount });
    refund.raise_(new RefundRequested({ refundId, invoiceId, amount }));
    return refund;
  }

  payOut() {
    this.paidOut = true;
    this.raise_(new RefundPaidOut({ refundId: this.refundId }));
  }
}
