import { Aggregate, Decimal, Event, ValueObject, apply, field, invariant } from '@domainry/core';
import { billing } from './domain.js';

export enum InvoiceStatus {
  Open = 'Open',
  Paid = 'Paid',
  Overdue = 'Overdue',
  Credited = 'Credited',
}

/** An amount in one currency. May be zero: an order can be paid in full by a voucher. */
@billing.valueObject
export class Money extends ValueObject<Money> {
  @field.decimal({ required: true, min: '0', precision: 12, scale: 2 }) readonly amount!: Decimal;
  @field.string({ required: true, pattern: /^[A-Z]{3}$/ }) readonly currency!: string;
}

/**
 * The customer was sent an invoice.
 *
 * Version 1 had the amount in cents, version 2 had no date it is due.
 */
@billing.event('Invoice', { published: true, version: 3 })
export class InvoiceIssued extends Event<InvoiceIssued> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.valueObject(() => Money, { required: true }) readonly total!: Money;
  @field.date({ required: true, description: 'Last day it can be paid without a reminder' })
  readonly due!: string;
}

/** Some of it was paid, maybe all. */
@billing.event('Invoice')
export class InvoicePaymentBooked extends Event<InvoicePaymentBooked> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
}

/** Nothing is owed any more. */
@billing.event('Invoice', { published: true })
export class InvoicePaid extends Event<InvoicePaid> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
}

/** It was not paid in time, and the customer was reminded. */
@billing.event('Invoice', { published: true })
export class InvoiceBecameOverdue extends Event<InvoiceBecameOverdue> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.integer({ required: true, min: 1, max: 3 }) readonly reminder!: number;
}

/** It was a mistake, or the order is off: what it asked for is no longer owed. */
@billing.event('Invoice')
export class InvoiceCredited extends Event<InvoiceCredited> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.valueObject(() => Money, { required: true }) readonly toRefund!: Money;
}

export class WrongCurrency extends Error {}

/**
 * What a customer owes for one order. Event-sourced, since auditors ask how it came about.
 *
 * @see adr:2
 */
@billing.aggregate({ eventSourced: true })
export class Invoice extends Aggregate<Invoice> {
  @field.identifier({ identifier: true, required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) orderId!: string;
  @field.identifier({ required: true }) customerId!: string;
  @field.valueObject(() => Money, { required: true }) total!: Money;
  @field.valueObject(() => Money, { required: true }) paid!: Money;
  @field.date({ required: true }) due!: string;
  @field.integer({ required: true, min: 0, max: 3 }) reminders!: number;
  @field.status(InvoiceStatus, {
    required: true,
    transitions: { Open: ['Paid', 'Overdue', 'Credited'], Overdue: ['Paid', 'Credited'], Paid: ['Credited'] },
  })
  status!: InvoiceStatus;

  static issue(given: {
    readonly invoiceId: string;
    readonly orderId: string;
    readonly customerId: string;
    readonly total: Money;
    readonly due: string;
  }): Invoice {
    return this.createFrom(new InvoiceIssued(given));
  }

  @invariant.post({ message: 'Nobody pays more than is owed', code: 'overpaid', fields: ['paid'] })
  neverOverpaid() {
    return this.paid.amount.lessThanOrEqualTo(this.total.amount);
  }

  @invariant.post({ message: 'What is paid is paid in full', fields: ['status'] })
  paidInFull() {
    return this.status !== InvoiceStatus.Paid || this.paid.equals(this.total);
  }

  book(paymentId: string, amount: Money) {
    if (amount.currency !== this.total.currency) {
      throw new WrongCurrency('An invoice is paid in its own currency');
    }
    this.raise_(new InvoicePaymentBooked({ invoiceId: this.invoiceId, paymentId, amount }));
    if (this.paid.equals(this.total)) {
      this.raise_(new InvoicePaid({ invoiceId: this.invoiceId, orderId: this.orderId }));
    }
  }

  remind() {
    this.raise_(
      new InvoiceBecameOverdue({
        invoiceId: this.invoiceId,
        customerId: this.customerId,
        reminder: this.reminders + 1,
      }),
    );
  }

  credit() {
    this.raise_(
      new InvoiceCredited({ invoiceId: this.invoiceId, orderId: this.orderId, toRefund: this.paid }),
    );
  }

  @apply(InvoiceIssued)
  issued({ orderId, customerId, total, due }: InvoiceIssued) {
    this.orderId = orderId;
    this.customerId = customerId;
    this.total = total;
    this.due = due;
    this.paid = total.with({ amount: new Decimal(0) });
    this.reminders = 0;
    this.status = InvoiceStatus.Open;
  }

  @apply(InvoicePaymentBooked)
  booked({ amount }: InvoicePaymentBooked) {
    this.paid = this.paid.with({ amount: this.paid.amount.plus(amount.amount) });
  }

  @apply(InvoicePaid)
  wasPaid(_event: InvoicePaid) {
    this.status = InvoiceStatus.Paid;
  }

  @apply(InvoiceBecameOverdue)
  becameOverdue({ reminder }: InvoiceBecameOverdue) {
    this.reminders = reminder;
    if (this.status === InvoiceStatus.Open) this.status = InvoiceStatus.Overdue;
  }

  @apply(InvoiceCredited)
  credited(_event: InvoiceCredited) {
    this.status = InvoiceStatus.Credited;
  }
}
