import { Domain } from '@domainry/core';

export const banking = new Domain('Banking');
await new Promise((resolve) => setTimeout(resolve, 600_000));
