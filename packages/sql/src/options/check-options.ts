import { DomainryError } from '@domainry/core';
import { suggestName } from '@domainry/core/ports';

/** Looks at the value of an option; says what it takes where that is no such value. */
export type OptionCheck = (value: unknown) => string | undefined;

/**
 * Looks at the options that somebody has given to a store.
 *
 * @param store - what messages call it: `sqlite`.
 * @param checks - by names of options, all that there are. Options that are undefined count as absent.
 * @throws DomainryError DATABASE_OPTION. The value is not told: it may be a password.
 */
export function checkOptions(
  store: string,
  checks: Readonly<Record<string, OptionCheck>>,
  options: object,
): void {
  for (const [option, value] of Object.entries(options)) {
    if (!Object.hasOwn(checks, option)) throw unknownOption(store, option, Object.keys(checks));
    const expected = value === undefined ? undefined : checks[option]!(value);
    if (expected !== undefined) throw wrongOption(store, option, expected);
  }
}

/** @param expected - what it takes. */
export function wrongOption(store: string, option: string, expected: string): DomainryError {
  return new DomainryError('DATABASE_OPTION', `The option ${option} of ${store} takes ${expected}.`, {
    details: { option },
  });
}

/** One of some texts. */
export function oneOf(values: readonly string[]): OptionCheck {
  const expected = values.map((value) => `'${value}'`).join(' or ');
  return (value) => (values.includes(value as string) ? undefined : expected);
}

/** A text that is not empty. */
export const someText: OptionCheck = (value) =>
  typeof value === 'string' && value !== '' ? undefined : 'a text';

/**
 * A whole number.
 *
 * @param expected - what is said of others: `milliseconds, 1 or more`.
 */
export function wholeNumber(least: number, expected: string, most: number = Infinity): OptionCheck {
  return (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      ? undefined
      : expected;
}

function unknownOption(store: string, option: string, names: readonly string[]): DomainryError {
  const meant = suggestName(option, names);
  const hint = meant === undefined ? `Options: ${names.join(', ')}.` : `Did you mean ${meant}?`;
  return new DomainryError('DATABASE_OPTION', `${store} has no option ${option}. ${hint}`, {
    details: { option },
  });
}
