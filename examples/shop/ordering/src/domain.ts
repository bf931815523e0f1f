import { Domain } from '@domainry/core';

/**
 * What customers want, and what was promised to them.
 *
 * An order is a promise: once it is placed, its prices no longer follow the catalogue.
 *
 * @question May a customer change the address of an order that is already confirmed?
 * @metric Fewer than 2 orders of 100 are cancelled by us.
 */
export const ordering = new Domain('Ordering', {
  description: 'Carts, orders, and what may be ordered at which price',
  owners: ['Checkout team'],
  classification: 'core',
  relationships: [
    {
      to: 'Inventory',
      as: 'customer-supplier',
      direction: 'downstream',
      description: 'Asks for stock, and lives by the answer',
    },
    {
      to: 'Billing',
      as: 'open-host-service',
      direction: 'upstream',
      description: 'Publishes orders to be invoiced',
    },
    {
      to: 'Shipping',
      as: 'open-host-service',
      direction: 'upstream',
      description: 'Publishes orders to be shipped',
    },
  ],
});
