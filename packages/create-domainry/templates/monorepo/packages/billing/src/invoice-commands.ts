import { Command, field, handle, type HandlerContext } from '@domainry/core';
import { billing } from './billing.js';
import { Invoice } from './invoice.js';

/** Tells a customer what an order costs. */
@billing.command(Invoice)
export class SendInvoice extends Command<SendInvoice> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly orderId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly amount!: number;
}

/** Books money that came in. */
@billing.command(Invoice)
export class PayInvoice extends Command<PayInvoice> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
  @field.integer({ required: true, min: 1, description: 'In cents' }) readonly amount!: number;
}

/** Does what is asked of invoices. */
@billing.commandHandler(Invoice)
export class InvoiceCommands {
  @handle(SendInvoice)
  async send({ invoiceId, orderId, amount }: SendInvoice, { repository }: HandlerContext): Promise<void> {
    await repository(Invoice).add(Invoice.send(invoiceId, orderId, amount));
  }

  @handle(PayInvoice)
  async pay({ invoiceId, amount }: PayInvoice, { repository }: HandlerContext): Promise<void> {
    const invoices = repository(Invoice);
    const invoice = await invoices.get(invoiceId);
    invoice.pay(amount);
    await invoices.add(invoice);
  }
}
