import { Domain } from '@domainry/core';

/** Accounts, and what may be done with them. */
export const banking = new Domain('Banking', {
  description: 'Accounts of customers, and the money on them',
  owners: ['Banking team'],
  classification: 'core',
});
