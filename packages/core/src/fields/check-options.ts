import { DomainryError } from '../errors/domainry-error.js';
import { suggestName } from './suggest-name.js';

/** What the value of an option has to be, and whether it is. */
export interface OptionCheck {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

/**
 * Refuses options of a call that are unknown or wrong. Those without a value are as if they were not there.
 *
 * @param what - what was done with them: `Withdraw was processed`.
 * @param checks - by name, one for each option there is.
 * @throws DomainryError CONFIGURATION_INVALID.
 */
export function checkOptions(
  what: string,
  options: object,
  checks: Readonly<Record<string, OptionCheck>>,
): void {
  if (typeof options !== 'object' || options === null)
    throw wrong(`${what} with options that are no object.`, undefined);
  for (const [name, value] of Object.entries(options)) {
    const known = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (known === undefined) {
      const names = Object.keys(checks);
      const meant = suggestName(name, names);
      const fix = meant === undefined ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
      throw wrong(`${what} with the option ${name}, which it does not have. ${fix}`, name);
    }
    if (value !== undefined && !known.holds(value))
      throw wrong(`${what} with the option ${name}, which has to be ${known.expected}.`, name);
  }
}

function wrong(message: string, option: string | undefined): DomainryError {
  return new DomainryError('CONFIGURATION_INVALID', message, {
    details: option === undefined ? {} : { option },
  });
}
