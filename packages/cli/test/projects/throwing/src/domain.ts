import { Domain } from '@domainry/core';

export const banking = new Domain('Banking');
throw new TypeError('The rates of today are missing');
