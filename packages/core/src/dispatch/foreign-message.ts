import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived } from '../errors/violation.js';
import type { DispatchHost } from './dispatch-host.js';

/** The error for what is no command, or no query, of a domain. */
export function foreignMessage(
  { registry }: Pick<DispatchHost, 'registry'>,
  given: unknown,
  kind: 'command' | 'query',
): DomainryError {
  const isObject = typeof given === 'object' && given !== null;
  const name = isObject ? (given.constructor?.name ?? 'an object') : String(describeReceived(given));
  const done = kind === 'command' ? 'processed' : 'asked';
  return new DomainryError(
    'MESSAGE_FOREIGN',
    `${name} was to be ${done}, which is no ${kind} of ${registry.domain}. Give an instance of a class decorated with @domain.${kind} of this domain.`,
    { details: { domain: registry.domain, given: name } },
  );
}
