import type { EventCriteria } from '../event-store/boundary.js';
import { checkOptions, type OptionCheck } from '../fields/check-options.js';
import type { UnknownEventPolicy } from './event-history.js';

/** Which events are read. */
export interface EventsReadOptions {
  /** Position after which reading begins; 0, the beginning, when absent. */
  readonly after?: number;
  /** How many at most; all when absent. */
  readonly limit?: number;
  /** What becomes of events that no class of the domain reads: an error, which is the default, or nothing. */
  readonly onUnknown?: UnknownEventPolicy;
}

/** How events are written. */
export interface AppendOptions {
  /** Refuses the events when others were written meanwhile that the writer had to know. */
  readonly condition?: { readonly failIfMatch: EventCriteria; readonly after?: number };
  /** Tags for each of the events, beside those their declarations give. */
  readonly tags?: readonly string[];
}

/** How a decision is made. */
export interface DecideOptions {
  /** How often it is made anew when others were faster; 10 when absent. In a unit of work it is made once. */
  readonly attempts?: number;
  /** Tags for each of the events, beside those their declarations give. */
  readonly tags?: readonly string[];
}

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
