import { Domain } from '@domainry/core';
// @ts-expect-error it is not installed, which is the point
import { rates } from 'rates-of-today';

export const banking = new Domain('Banking', { description: String(rates) });
