import { Domain } from '@domainry/core';

/** What customers order. */
export const ordering = new Domain('Ordering', {
  description: 'Orders of customers, from the first item to the last',
  owners: ['Sales team'],
  classification: 'core',
  relationships: [{ to: 'Billing', as: 'customer-supplier', direction: 'upstream' }],
});
