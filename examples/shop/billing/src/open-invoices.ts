import { Projection, Query, field, on, read, type QueryContext } from '@domainry/core';
import { billing } from './domain.js';
import { Invoice, InvoiceBecameOverdue, InvoiceCredited, InvoiceIssued, InvoicePaid } from './invoice.js';

/** What is still owed, for the desk of the finance team. */
@billing.projection({ indexes: ['due'] })
export class OpenInvoice extends Projection<OpenInvoice> {
  @field.identifier({ identifier: true, required: true }) readonly invoiceId!: string;
  @field.identifier({ required: true }) readonly customerId!: string;
  @field.date({ required: true }) readonly due!: string;
  @field.integer({ required: true, min: 0 }) reminders!: number;
  @field.boolean({ required: true }) settled!: boolean;
}

/** Keeps the list of open invoices. */
@billing.projector(OpenInvoice, { aggregates: [Invoice] })
export class OpenInvoiceProjector {
  @on(InvoiceIssued)
  issued({ invoiceId, customerId, due }: InvoiceIssued): OpenInvoice {
    return new OpenInvoice({ invoiceId, customerId, due, reminders: 0, settled: false });
  }

  @on(InvoiceBecameOverdue)
  overdue({ reminder }: InvoiceBecameOverdue, open: OpenInvoice): void {
    open.reminders = reminder;
  }

  @on(InvoicePaid)
  @on(InvoiceCredited)
  settled(_event: InvoicePaid | InvoiceCredited, open: OpenInvoice): void {
    open.settled = true;
  }
}

/** What is left to pay of an invoice, as a text with two digits after the point. */
@billing.query({ partOf: Invoice })
export class AmountOwed extends Query<AmountOwed, string> {
  @field.identifier({ required: true }) readonly invoiceId!: string;
}

/** Answers from the invoices themselves. */
@billing.queryHandler(Invoice)
export class InvoiceQueries {
  @read(AmountOwed)
  async amountOwed({ invoiceId }: AmountOwed, { repository }: QueryContext): Promise<string> {
    const { total, paid } = await repository(Invoice).get(invoiceId);
    return total.amount.minus(paid.amount).toFixed(2);
  }
}
