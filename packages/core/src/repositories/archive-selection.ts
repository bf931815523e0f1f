import type { AnyAggregate } from '../elements/aggregate.js';
import type { Decider } from '../elements/decider.js';
import { DomainryError } from '../errors/domainry-error.js';
import type { EventClass } from '../event-store/boundary.js';
import { checkOptions, type OptionCheck } from '../fields/check-options.js';

/** Which streams are archived: those of one kind, as far as all that is said of them holds. */
export interface ArchiveSelection {
  /** The aggregate or decider whose streams are meant; of what belongs to none, the category of its streams. */
  readonly of: (abstract new (...given: never[]) => AnyAggregate) | Decider<unknown> | string;
  /** Only streams whose last event happened before. */
  readonly lastBefore?: Date;
  /** Only streams that have come to an end: whose last event is of one of these classes. */
  readonly endedBy?: readonly EventClass[];
  /** Whether it is only counted; false when absent. */
  readonly dryRun?: boolean;
}

/** What archiving came to. */
export interface Archived {
  /** How many streams were archived, or would be; fact events beside them are not counted. */
  readonly streams: number;
  /** How many were left as they are, since somebody wrote to them meanwhile. */
  readonly missed: number;
}

const checks: Readonly<Record<keyof ArchiveSelection, OptionCheck>> = {
  of: {
    expected: 'an aggregate, a decider, or the name of a category',
    holds: (value) => typeof value === 'function' || (typeof value === 'string' && value !== ''),
  },
  lastBefore: {
    expected: 'a date',
    holds: (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  },
  endedBy: {
    expected: 'an array of classes of events',
    holds: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'function'),
  },
  dryRun: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
};

/**
 * Refuses a selection that is misspelt, or would mean everything.
 *
 * @throws DomainryError CONFIGURATION_INVALID.
 */
export function checkArchiveSelection(selection: ArchiveSelection): void {
  checkOptions('Streams were archived', selection, checks);
  if (!checks.of.holds(selection.of))
    throw new DomainryError(
      'CONFIGURATION_INVALID',
      `Streams were archived, and nobody said which: of has to be ${checks.of.expected}.`,
      { details: { option: 'of' } },
    );
  if (selection.lastBefore !== undefined || selection.endedBy !== undefined) return;
  throw new DomainryError(
    'CONFIGURATION_INVALID',
    'Streams were archived without a word on which of them: those in use as well. Say lastBefore, endedBy, or both.',
    { details: { option: 'lastBefore' } },
  );
}
