import { Domain } from '@domainry/core';

/** How parcels get to customers, and sometimes back. */
export const shipping = new Domain('Shipping', {
  description: 'Parcels, the carriers that take them, and returns',
  owners: ['Warehouse team'],
  classification: 'generic',
  relationships: [
    {
      to: 'Ordering',
      as: 'conformist',
      direction: 'downstream',
      description: 'Ships what ordering has confirmed',
    },
    {
      to: 'Carriers',
      as: 'anticorruption-layer',
      direction: 'downstream',
      description: 'Every carrier has words of its own for where a parcel is',
    },
  ],
});
