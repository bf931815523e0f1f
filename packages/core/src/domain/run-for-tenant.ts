import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived } from '../errors/violation.js';
import { within } from '../unit-of-work/current.js';

/** Runs a function, and whatever it begins and awaits, for a tenant. */
export function runForTenant<Result>(tenant: string, act: () => Result): Result {
  if (typeof tenant !== 'string' || tenant === '') {
    throw new DomainryError(
      'CONFIGURATION_INVALID',
      `withTenant() was given ${String(describeReceived(tenant))}. Give the name of the tenant: a text that is not empty.`,
    );
  }
  return within({ tenant }, act);
}
