import { Domain, type DomainOptions } from '@domainry/core';

/**
 * The two ways a class is compiled: into code of its own, and out of closures where the runtime forbids that. They must
 * behave alike, so specifications run over both: `describe.each(compilations)('…, %s', (_name, newDomain) => …)`.
 */
export const compilations: readonly (readonly [string, (options?: DomainOptions) => Domain])[] = [
  ['generated', (options = {}) => new Domain('Test', options)],
  ['interpreted', (options = {}) => new Domain('Test', { ...options, codeGeneration: false })],
];

/** What a function throws; fails when it throws nothing. */
export function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing was thrown.');
}
