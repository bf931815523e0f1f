import { checkOptions, type OptionCheck } from '../fields/check-options.js';
import type { AppendOptions, DecideOptions, EventsReadOptions } from './domain-events.js';

const position: OptionCheck = {
  expected: 'a position: 0, or a whole number above it',
  holds: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
};
const tags: OptionCheck = { expected: 'an array of tags', holds: Array.isArray };

const ofRead: Readonly<Record<keyof EventsReadOptions, OptionCheck>> = {
  after: position,
  limit: {
    expected: 'a whole number from 0 on, or Infinity',
    holds: (value) => value === Infinity || position.holds(value),
  },
  onUnknown: { expected: "'fail' or 'skip'", holds: (value) => value === 'fail' || value === 'skip' },
};

const ofAppend: Readonly<Record<keyof AppendOptions, OptionCheck>> = {
  condition: {
    expected: '{ failIfMatch, after }',
    holds: (value) => typeof value === 'object' && value !== null,
  },
  tags,
};

const ofCondition: Readonly<Record<keyof NonNullable<AppendOptions['condition']>, OptionCheck>> = {
  failIfMatch: {
    expected: 'criteria: { types, tags }, or an array of them',
    holds: (value) => typeof value === 'object' && value !== null,
  },
  after: position,
};

const ofDecide: Readonly<Record<keyof DecideOptions, OptionCheck>> = {
  attempts: {
    expected: 'a whole number above 0, or Infinity',
    holds: (value) => value === Infinity || (position.holds(value) && value !== 0),
  },
  tags,
};

/**
 * Refuses options of `events.read` that are unknown or wrong.
 *
 * @throws DomainryError CONFIGURATION_INVALID.
 */
export function checkReadOptions(options: EventsReadOptions): void {
  checkOptions('Events were read', options, ofRead);
}

/** Refuses options of `events.append`: a condition that is misspelt would guard nothing. */
export function checkAppendOptions(options: AppendOptions): void {
  checkOptions('Events were appended', options, ofAppend);
  const condition: object | undefined = options.condition;
  if (condition === undefined) return;
  // Criteria that are not there would be taken for those that every event matches.
  checkOptions('Events were appended on a condition', { failIfMatch: null, ...condition }, ofCondition);
}

/** Refuses options of `events.decide`. */
export function checkDecideOptions(options: DecideOptions): void {
  checkOptions('Events were decided on', options, ofDecide);
}
