import { Aggregate, Event, field, invariant, type Defaulted } from '@domainry/core';
import { billing } from './billing.js';

/** A customer was told what an order costs. */
@billing.event('Invoice', { published: true })
export class InvoiceSent extends Event<InvoiceSent> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly amount!: number;
}

/** The money came in. */
@billing.event('Invoice', { published: true })
export class InvoicePaid extends Event<InvoicePaid> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
}

/** What a customer owes for one order. */
@billing.aggregate
export class Invoice extends Aggregate<Invoice> {
  @field.identifier({ identifier: true, required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) orderId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) amount!: number;
  @field.integer({ default: 0, description: 'In cents' }) paid!: Defaulted<number>;

  /** @param amount - in cents. */
  static send(invoiceId: string, orderId: string, amount: number): Invoice {
    const invoice = new this({ invoiceId, orderId, amount });
    invoice.raise_(new InvoiceSent({ invoiceId, orderId, amount }));
    return invoice;
  }

  @invariant.post('Nobody pays more than they owe')
  isNotOverpaid(): boolean {
    return this.paid <= this.amount;
  }

  /** @param amount - in cents. */
  pay(amount: number): void {
    this.paid += amount;
    if (this.paid === this.amount) this.raise_(new InvoicePaid({ invoiceId: this.invoiceId }));
  }
}
