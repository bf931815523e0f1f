import { Domain } from '@domainry/core';

export const banking = new Domain('Banking');
process.stderr.write('No licence was found.\n');
process.exit(7);
