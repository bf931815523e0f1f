import { Command, field } from '@domainry/core';
import { billing } from './domain.js';
import { Invoice, Money } from './invoice.js';
import { Payment } from './payment.js';
import { Refund } from './refund.js';

@billing.command(Invoice, { description: 'Asks a customer to pay for an order' })
export class IssueInvoice extends Command<IssueInvoice, void> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.valueObject(() => Money, { required: true }) readonly total!: Money;
  @field.date({ required: true }) readonly due!: string;
}

@billing.command(Invoice, { description: 'Books money that came in' })
export class BookPayment extends Command<BookPayment, void> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
}

@billing.command(Invoice, { description: 'Reminds a customer of what is owed' })
export class RemindCustomer extends Command<RemindCustomer, void> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
}

@billing.command(Invoice, { description: 'Takes an invoice back' })
export class CreditInvoice extends Command<CreditInvoice, void> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
}

@billing.command(Payment, { description: 'Asks the provider to take the money' })
export class RequestPayment extends Command<RequestPayment, void> {
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
}

@billing.command(Payment, { description: 'Notes that the bank of the customer agrees' })
export class AuthorizePayment extends Command<AuthorizePayment, void> {
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.string({ required: true, maxLength: 64, personal: 'payment' }) readonly providerReference!: string;
}

@billing.command(Payment, { description: 'Takes the money that the bank has agreed to' })
export class CapturePayment extends Command<CapturePayment, void> {
  @field.identifier({ required: true }) readonly paymentId!: string;
}

@billing.command(Payment, { description: 'Notes that there will be no money this way' })
export class FailPayment extends Command<FailPayment, void> {
  @field.identifier({ required: true }) readonly paymentId!: string;
  @field.string({ required: true, maxLength: 200 }) readonly reason!: string;
}

@billing.command(Refund, { description: 'Asks finance to agree to a refund' })
export class RequestRefund extends Command<RequestRefund, void> {
  @field.identifier({ required: true }) readonly refundId!: string;
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.valueObject(() => Money, { required: true }) readonly amount!: Money;
}

@billing.command(Refund, { description: 'Agrees to a refund, and pays it out' })
export class PayOutRefund extends Command<PayOutRefund, void> {
  @field.identifier({ required: true }) readonly refundId!: string;
}
