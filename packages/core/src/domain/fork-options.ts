import { DomainryError } from '../errors/domainry-error.js';
import type { DomainOptions } from './domain-options.js';

/** Refuses overrides that the classes a fork shares with its domain could not follow. */
export function checkForkOptions(name: string, options: DomainOptions, overrides: DomainOptions): void {
  if (!('identity' in overrides)) return;
  const isInteger = options.identity === 'integer';
  if (isInteger === (overrides.identity === 'integer')) return;
  throw new DomainryError(
    'MODEL_INVALID',
    `The domain ${name} cannot be forked with other identities: its classes have ${isInteger ? 'integers' : 'texts'}. Keep the type: ${isInteger ? "'integer'" : "'uuid' or a function that gives texts"}.`,
    { details: { domain: name } },
  );
}
