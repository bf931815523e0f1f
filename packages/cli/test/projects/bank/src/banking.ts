import { Domain } from '@domainry/core';

/** Accounts, and nothing else. */
export const banking = new Domain('Banking', {
  description: 'Accounts of private customers',
  owners: ['Retail'],
  classification: 'core',
});
