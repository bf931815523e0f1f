import type { AnyAggregate } from '../elements/aggregate.js';
import { identityOf } from '../elements/identity-of.js';
import { DomainryError } from '../errors/domainry-error.js';

/** `Account 123`. */
function phraseAggregate(aggregate: AnyAggregate): string {
  return `${aggregate.constructor.name} ${String(identityOf(aggregate))}`;
}

/** The error for loaded aggregates that were changed and not added. */
export function forgotten(aggregates: readonly AnyAggregate[]): DomainryError {
  const names = aggregates.map(phraseAggregate);
  return new DomainryError(
    'AGGREGATE_FORGOTTEN',
    `${names.join(', ')} changed and would not be saved: nothing was. Hand what you change to add() of its repository.`,
    { details: { aggregates: names } },
  );
}

/** The error for an aggregate that its own hook changed after it was written. */
export function changedAfterwards(aggregate: AnyAggregate): DomainryError {
  const name = phraseAggregate(aggregate);
  return new DomainryError(
    'AGGREGATE_FORGOTTEN',
    `${name} was changed while it was saved, or by afterSave, and the change would be lost: nothing was saved. Change it in beforeSave.`,
    { details: { aggregates: [name] } },
  );
}

/** The error for an aggregate that was not there when the unit looked, and was when it was to be created. */
export function createdMeanwhile(aggregate: AnyAggregate): DomainryError {
  const name = phraseAggregate(aggregate);
  return new DomainryError(
    'VERSION_CONFLICT',
    `${name} was created by someone else after this unit of work had found none. Load it, and repeat what is to be done.`,
    { details: { subject: name, expected: 'none', actual: null } },
  );
}

/** The error for two objects with one identity. */
export function twice(aggregate: AnyAggregate): DomainryError {
  const name = phraseAggregate(aggregate);
  return new DomainryError(
    'AGGREGATE_TWICE',
    `Another object stands for ${name} in this unit of work. Change the one that the repository gave, so that no change is lost.`,
    { details: { aggregate: name } },
  );
}

/** The error for an aggregate without identity. */
export function unnumbered(aggregate: AnyAggregate): DomainryError {
  const name = aggregate.constructor.name;
  return new DomainryError(
    'AGGREGATE_UNNUMBERED',
    `This ${name} has no identity, so it cannot be stored. Give it one when it is constructed.`,
    { details: { element: name } },
  );
}

/** The error for the commit of a unit of which a part failed. */
export function doomed(cause: unknown): DomainryError {
  const why = cause instanceof Error ? `: ${cause.message}` : '';
  return new DomainryError(
    'UNIT_DOOMED',
    `A part of this unit of work failed and its error was caught, so nothing of the unit is saved${why}${why.endsWith('.') ? '' : '.'} Let the error through, or do that part in a unit of its own.`,
    { cause },
  );
}

/** The error for the use of a unit that has ended. */
export function ended(): DomainryError {
  return new DomainryError(
    'UNIT_ENDED',
    'This unit of work has ended. Await everything that belongs to it before its function returns.',
  );
}

/** A database that a unit writes to, and for whom. */
export interface WrittenDatabase {
  /** What the domain calls it. */
  readonly name: string;
  /** The element, or the stream, that is written. */
  readonly writer: string;
}

/** The error for writes to a second database. */
export function twoDatabases(first: WrittenDatabase, second: WrittenDatabase): DomainryError {
  return new DomainryError(
    'TWO_DATABASES',
    `This unit of work writes ${first.writer} to the database ${first.name} and ${second.writer} to ${second.name}, which cannot be committed together: nothing was saved. Write to one, and let a handler of its events write to the other; or keep both in one database.`,
    { details: { databases: [first.name, second.name], writers: [first.writer, second.writer] } },
  );
}

/** The error for work for another tenant. */
export function tenantMixed(own: string | undefined, other: string | undefined): DomainryError {
  const phrase = (tenant: string | undefined): string => (tenant === undefined ? 'no tenant' : tenant);
  return new DomainryError(
    'TENANT_MIXED',
    `This unit of work was begun for ${phrase(own)} and is used for ${phrase(other)}. Begin a unit of work for each tenant.`,
    { details: { own: own ?? null, other: other ?? null } },
  );
}
