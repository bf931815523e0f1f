import { handle, type HandlerContext } from '@domainry/core';
import { BookPayment, CreditInvoice, IssueInvoice, RemindCustomer } from './commands.js';
import { billing } from './domain.js';
import { Invoice } from './invoice.js';

/** Does what is asked of invoices. */
@billing.commandHandler(Invoice)
export class InvoiceCommands {
  @handle(IssueInvoice)
  async issue(command: IssueInvoice, { repository }: HandlerContext): Promise<void> {
    const { invoiceId, orderId, customerId, total, due } = command;
    await repository(Invoice).add(Invoice.issue({ invoiceId, orderId, customerId, total, due }));
  }

  @handle(BookPayment)
  async book({ invoiceId, paymentId, amount }: BookPayment, { repository }: HandlerContext): Promise<void> {
    const invoices = repository(Invoice);
    const invoice = await invoices.get(invoiceId);
    invoice.book(paymentId, amount);
    await invoices.add(invoice);
  }

  @handle(RemindCustomer)
  async remind({ invoiceId }: RemindCustomer, { repository }: HandlerContext): Promise<void> {
    const invoices = repository(Invoice);
    const invoice = await invoices.get(invoiceId);
    invoice.remind();
    await invoices.add(invoice);
  }

  @handle(CreditInvoice)
  async credit({ invoiceId }: CreditInvoice, { repository }: HandlerContext): Promise<void> {
    const invoices = repository(Invoice);
    const invoice = await invoices.get(invoiceId);
    invoice.credit();
    await invoices.add(invoice);
  }
}
