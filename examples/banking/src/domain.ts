import { Domain } from '@domainry/core';

/** The bounded context: every element of this model is registered here, by the decorators on its class. */
export const banking = new Domain('Banking', {
  description: 'Accounts of private customers, the cards that draw on them, and what is booked every day',
  owners: ['Retail banking'],
  classification: 'core',
});
