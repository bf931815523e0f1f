import { checkOptions, type OptionCheck } from '../fields/check-options.js';
import { isCleanText } from '../fields/clean-text.js';
import type { AskOptions, AsynchronousOptions, ProcessOptions } from './process-options.js';

const text: OptionCheck = {
  expected: 'a text that can be stored and is not empty',
  holds: (value) => typeof value === 'string' && value !== '' && isCleanText(value),
};
/** Longer ones do not fit an index of every database. */
const key: OptionCheck = {
  expected: `${text.expected}, of at most 512 characters`,
  holds: (value) => text.holds(value) && (value as string).length <= 512,
};
const milliseconds: OptionCheck = {
  expected: 'a number of milliseconds, 0 or more',
  // Dates end at 8.64e15.
  holds: (value) => typeof value === 'number' && value >= 0 && value <= 1e15,
};
const signal: OptionCheck = {
  expected: 'an AbortSignal',
  // Of whatever realm it is.
  holds: (value) => typeof (value as Partial<AbortSignal> | null)?.throwIfAborted === 'function',
};

const ofAsk: Readonly<Record<keyof AskOptions, OptionCheck>> = {
  signal,
  timeout: milliseconds,
  tenant: text,
};

const ofProcess: Readonly<Record<keyof ProcessOptions, OptionCheck>> = {
  ...ofAsk,
  idempotencyKey: key,
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

const asynchronous: OptionCheck = { expected: 'true or false', holds: (value) => typeof value === 'boolean' };
const ofSynchronous: Readonly<Record<string, OptionCheck>> = { ...ofProcess, asynchronous };
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
  checkOptions(`${command} was processed`, options, isAsynchronous ? ofAsynchronous : ofSynchronous);
}

/** Refuses options of `ask` that are unknown or wrong. Throws as {@link checkProcessOptions} does. */
export function checkAskOptions(query: string, options: AskOptions): void {
  checkOptions(`${query} was asked`, options, ofAsk);
}
