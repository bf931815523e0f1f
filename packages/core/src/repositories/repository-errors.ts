import { kindOf } from '../elements/element.js';
import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Past } from '../unit-of-work/persister.js';

/** What is known of one that is not there. */
interface WhyMissing {
  readonly wasArchived?: boolean | undefined;
  readonly wasDiscarded?: boolean | undefined;
  readonly past?: Past | undefined;
}

/** The error for identities that nothing stored has. */
export function notFound(
  { name, model }: RegisteredElement,
  ids: readonly unknown[],
  { wasArchived = false, wasDiscarded = false, past }: WhyMissing = {},
): DomainryError {
  const identities = ids.map(String);
  const what = `${name} with ${model!.identity!.name} ${identities.join(', ')}`;
  return new DomainryError(
    'AGGREGATE_NOT_FOUND',
    wasArchived
      ? `The ${what} is archived. Restore it, domain.streams.of(${name}, id).restore(), or ask for a former state with includeArchived.`
      : wasDiscarded
        ? `The ${what} was discarded. Identities of discarded ones are not used again: load or create another one.`
        : past === undefined
          ? `No ${what} is stored. Check the identity, or ask with getOrNull, which answers null.`
          : `No ${what} was there ${phrasePast(past)}. Check the identity and the moment, or ask with getOrNull, which answers null.`,
    {
      details: {
        element: name,
        ids: identities,
        ...(wasArchived ? { archived: true } : {}),
        ...(wasDiscarded ? { discarded: true } : {}),
      },
    },
  );
}

function phrasePast(past: Past): string {
  return 'atVersion' in past ? `at version ${past.atVersion}` : `at ${past.asOf.toISOString()}`;
}

/** The error for something that a repository does not take. */
export function wrongAggregate({ name, cls }: RegisteredElement, given: unknown): DomainryError {
  const kind = (given as { readonly [kindOf]?: string } | null | undefined)?.[kindOf];
  const constructor = (given as { readonly constructor?: unknown } | null | undefined)?.constructor;
  const other = typeof constructor === 'function' ? constructor.name : '';
  const received = typeof given === 'function' ? `the class ${given.name}` : phraseReceived(given);
  const fix =
    kind === 'aggregate' && typeof given === 'object'
      ? constructor === cls
        ? ''
        : ` Hand it to the repository of ${other}.`
      : kind === 'entity'
        ? ` It is an entity: save the aggregate that it is a part of.`
        : ` Hand in an aggregate.`;
  return new DomainryError(
    'WRONG_AGGREGATE',
    `The repository of ${name} takes instances of ${name}, and received ${received}.${fix}`,
    { details: { element: name } },
  );
}

/** The error for removing what is not removable. */
export function notRemovable({ name }: RegisteredElement): DomainryError {
  return new DomainryError(
    'NOT_REMOVABLE',
    `${name} cannot be removed from its store. Register it with { removable: true }, or model the end of its life as a change of its state.`,
    { details: { element: name } },
  );
}

/** The error for forgetting removed ones of a class of which nothing is removed. */
export function nothingKept({ name }: RegisteredElement): DomainryError {
  return new DomainryError(
    'NOT_REMOVABLE',
    `${name} is event-sourced, so that none is ever removed, and its events are all that is kept. Delete them: domain.streams.of(${name}, id).delete().`,
    { details: { element: name } },
  );
}

/** The error for forgetting one that is still there. */
export function stillStored({ name, model }: RegisteredElement, id: unknown): DomainryError {
  return new DomainryError(
    'AGGREGATE_STORED',
    `The ${name} with ${model!.identity!.name} ${String(id)} is still stored, so it cannot be forgotten: nothing was. Remove it before.`,
    { details: { element: name, id: String(id) } },
  );
}

/** The error for a former state that nobody kept. */
export function pastNotKept({ name }: RegisteredElement): DomainryError {
  return new DomainryError(
    'PAST_NOT_KEPT',
    `${name} keeps its latest state only, so no former one can be loaded. Register it with { eventSourced: true }.`,
    { details: { element: name } },
  );
}

/** The error for queries of states that are not kept. */
export function notQueryable({ name }: RegisteredElement): DomainryError {
  return new DomainryError(
    'NOT_QUERYABLE',
    `${name} is event-sourced: its states are not kept, so they cannot be queried. Load by identity, or keep a projection of its events and query that.`,
    { details: { element: name } },
  );
}
