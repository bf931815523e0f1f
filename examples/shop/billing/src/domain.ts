import { Domain } from '@domainry/core';

/**
 * What customers owe, what they have paid, and what goes back to them.
 *
 * @why Invoices may never be changed once they are sent; mistakes are credited. That is the law, and it shapes this model.
 */
export const billing = new Domain('Billing', {
  description: 'Invoices, payments and refunds',
  owners: ['Finance team'],
  classification: 'supporting',
  relationships: [
    {
      to: 'Ordering',
      as: 'conformist',
      direction: 'downstream',
      description: 'Invoices orders as ordering describes them',
    },
    {
      to: 'PaymentProvider',
      as: 'anticorruption-layer',
      direction: 'downstream',
      description: 'Turns the messages of the provider into payments',
    },
  ],
});
