import { Domain } from '@domainry/core';

/** What customers owe. */
export const billing = new Domain('Billing', {
  description: 'Invoices, and whether they are paid',
  owners: ['Finance team'],
  classification: 'supporting',
  relationships: [{ to: 'Ordering', as: 'customer-supplier', direction: 'downstream' }],
});
