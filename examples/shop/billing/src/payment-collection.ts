import { handle, type HandlerContext } from '@domainry/core';
import { BookPayment, CapturePayment, RemindCustomer, RequestPayment, RequestRefund } from './commands.js';
import { billing } from './domain.js';
import { Invoice, InvoiceCredited, InvoiceIssued, InvoicePaid } from './invoice.js';
import { Payment, PaymentAuthorized, PaymentCaptured, PaymentFailed } from './payment.js';

/**
 * Gets the money of an invoice: asks the provider, books what comes in, reminds when nothing does.
 *
 * @why The provider answers hours later, or never; an invoice must not wait for it inside of a transaction.
 */
@billing.processManager({ aggregates: [Invoice, Payment] })
export class PaymentCollection {
  @handle(InvoiceIssued, { start: true, correlate: 'invoiceId' })
  async issued({ invoiceId, total }: InvoiceIssued, { process, message }: HandlerContext): Promise<void> {
    await process(new RequestPayment({ paymentId: message.id, invoiceId, amount: total }));
  }

  @handle(PaymentAuthorized, { correlate: 'invoiceId' })
  async authorized({ paymentId }: PaymentAuthorized, { process }: HandlerContext): Promise<void> {
    await process(new CapturePayment({ paymentId }));
  }

  @handle(PaymentCaptured, { correlate: 'invoiceId' })
  async captured(
    { invoiceId, paymentId, amount }: PaymentCaptured,
    { process }: HandlerContext,
  ): Promise<void> {
    await process(new BookPayment({ invoiceId, paymentId, amount }));
  }

  /** Compensation: the customer is asked to pay in another way. */
  @handle(PaymentFailed, { correlate: 'invoiceId' })
  async failed({ invoiceId }: PaymentFailed, { process }: HandlerContext): Promise<void> {
    await process(new RemindCustomer({ invoiceId }));
  }

  /** Compensation: what was paid goes back. */
  @handle(InvoiceCredited, { correlate: 'invoiceId', end: true })
  async credited(
    { invoiceId, toRefund }: InvoiceCredited,
    { process, message }: HandlerContext,
  ): Promise<void> {
    await process(new RequestRefund({ refundId: message.id, invoiceId, amount: toRefund }));
  }

  @handle(InvoicePaid, { correlate: 'invoiceId', end: true })
  paid(_event: InvoicePaid): void {}
}
