// Every module with elements is imported here: importing registers them.
import './invoice.js';
import './invoice-commands.js';
import './invoices.js';

export { billing } from './billing.js';
