import { Domain } from '@domainry/core';

export const banking = new Domain('Banking');
export const billing = new Domain('Billing');
