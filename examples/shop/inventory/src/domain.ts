import { Domain } from '@domainry/core';

/**
 * What lies on the shelves, what of it is spoken for, and what is on its way.
 *
 * @assumption Stock is counted once a year; between counts the book is right.
 * @question Do we want to reserve stock for carts, not only for orders?
 */
export const inventory = new Domain('Inventory', {
  description: 'Stock, what of it is set aside for orders, and what is ordered from suppliers',
  owners: ['Warehouse team'],
  classification: 'supporting',
  relationships: [
    {
      to: 'Ordering',
      as: 'customer-supplier',
      direction: 'upstream',
      description: 'Sets stock aside for what is ordered',
    },
    {
      to: 'Suppliers',
      as: 'conformist',
      direction: 'downstream',
      description: 'Takes delivery notes as they are',
    },
  ],
});
