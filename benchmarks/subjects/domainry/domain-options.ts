import type { DomainOptions } from '@domainry/core';
import { variant } from '../variant.js';

const instant = new Date(1_700_000_000_000);

export const domainOptions: DomainOptions = {
  ...(variant === 'interpreted' ? { codeGeneration: false } : {}),
  ...(variant === 'still-clock' ? { clock: () => instant } : {}),
};
