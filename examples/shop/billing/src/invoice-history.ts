import { billing } from './domain.js';
import { InvoiceIssued } from './invoice.js';

/**
 * Cents became amounts with a currency.
 *
 * @example
 * ```json
 * { "invoiceId": "0042", "orderId": "0192", "cents": 1250 }
 * ```
 */
@billing.upcaster(InvoiceIssued, { from: 1, to: 2, description: 'Cents became an amount in euros' })
export class InvoiceIssuedInCents {
  upcast({ cents, ...rest }: { cents: number } & Record<string, unknown>): Record<string, unknown> {
    return { ...rest, total: { amount: (cents / 100).toFixed(2), currency: 'EUR' } };
  }
}

/** Invoices were due at once. */
@billing.upcaster(InvoiceIssued, { from: 2, to: 3, description: 'Was due on the first day of the new rules' })
export class InvoiceIssuedWithoutDate {
  upcast(data: Record<string, unknown>): Record<string, unknown> {
    return { ...data, due: '2024-01-01' };
  }
}
