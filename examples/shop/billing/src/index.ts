import './invoice-commands.js';
import './invoice-history.js';
import './news-of-others.js';
import './open-invoices.js';
import './payment-collection.js';
import './payment-commands.js';

export * as commands from './commands.js';
export { billing as domain } from './domain.js';
export { Invoice, InvoiceIssued, InvoiceStatus, Money } from './invoice.js';
export { AmountOwed } from './open-invoices.js';
export { Payment, PaymentStatus } from './payment.js';
export { Refund } from './refund.js';
