import { DomainryError } from '../errors/domainry-error.js';
import { isCleanText } from '../fields/clean-text.js';
import { suggestName } from '../fields/suggest-name.js';
import type { AskOptions, AsynchronousOptions, ProcessOptions } from './process-options.js';

/** What a value has to be, and whether it is. */
interface Check {
  readonly expected: string;
  readonly holds: (value: unknown) => boolean;
}

const text: Check = {
  expected: 'a text that can be stored and is not empty',
  holds: (value) => typeof value === 'string' && value !== '' && isCleanText(value),
};
const milliseconds: Check = {
  expected: 'a number of milliseconds, 0 or more',
  // Dates end at 8.64e15.
  holds: (value) => typeof value === 'number' && value >= 0 && value <= 1e15,
};
const signal: Check = {
  expected: 'an AbortSignal',
  // Of whatever realm it is.
  holds: (value) => typeof (value as Partial<AbortSignal> | null)?.throwIfAborted === 'function',
};

const ofAsk: Readonly<Record<keyof AskOptions, Check>> = { signal, timeout: milliseconds, tenant: text };

const ofProcess: Readonly<Record<keyof ProcessOptions, Check>> = {
  ...ofAsk,
  idempotencyKey: text,
  whenInFlight: { expected: "'wait' or 'fail'", holds: (value) => value === 'wait' || value === 'fail' },
  deadline: {
    expected: 'a valid Date',
    holds: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  },
  priority: { expected: 'a whole number', holds: Number.isSafeInteger },
  correlationId: text,
  expectedVersion: {
    expected: 'a version: −1, or a whole number from 0 on',
    holds: (value) => Number.isSafeInteger(value) && (value as number) >= -1,
  },
};

const asynchronous: Check = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };
const ofSynchronous: Readonly<Record<string, Check>> = { ...ofProcess, asynchronous };
/** Nobody waits for what is handled afterwards. */
const ofAsynchronous = Object.fromEntries(
  Object.entries(ofSynchronous).filter(([name]) => name !== 'signal' && name !== 'whenInFlight'),
);

/**
 * Refuses options of `process` that are unknown, wrong, or without effect.
 *
 * @param command - name of the command.
 * @throws DomainryError CONFIGURATION_INVALID.
 */
export function checkProcessOptions(command: string, options: ProcessOptions | AsynchronousOptions): void {
  const isAsynchronous = (options as Partial<AsynchronousOptions> | null)?.asynchronous === true;
  check(`${command} was processed`, options, isAsynchronous ? ofAsynchronous : ofSynchronous);
}

/** Refuses options of `ask` that are unknown or wrong. Throws as {@link checkProcessOptions} does. */
export function checkAskOptions(query: string, options: AskOptions): void {
  check(`${query} was asked`, options, ofAsk);
}

function check(what: string, options: object, checks: Readonly<Record<string, Check>>): void {
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
