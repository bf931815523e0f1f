import { DomainryError } from '../errors/domainry-error.js';
import type { ExpectedVersion } from './event-store.js';

/** A state or stream has another version than the writer saw. Nothing was written; load again and repeat. */
export function versionConflict(
  what: string,
  expected: ExpectedVersion,
  actual: number | undefined,
): DomainryError {
  const found = actual === undefined ? 'it does not exist' : `it has version ${actual}`;
  return new DomainryError(
    'VERSION_CONFLICT',
    `${what} was changed by someone else: version ${expected} was expected and ${found}. Load it again and repeat the change.`,
    { details: { subject: what, expected, actual: actual ?? null } },
  );
}

/** A state with the same identity, or the same values in the fields of a unique rule, exists. Nothing was written. */
export function uniqueConflict(element: string, fields: readonly string[], rule: string): DomainryError {
  return new DomainryError(
    'UNIQUE_CONFLICT',
    `${element} with the same ${fields.join(' and ')} exists already. Change ${fields.length === 1 ? 'the value' : 'one of the values'}, or load that ${element}.`,
    { details: { element, fields: [...fields], rule } },
  );
}

/** Events were written that the writer of a conditional append had not seen. Nothing was written. */
export function boundaryConflict(after: number, position: number): DomainryError {
  return new DomainryError(
    'BOUNDARY_CONFLICT',
    `The event at position ${position} matches the condition of the append, which has seen events up to position ${after}. Read the events again and repeat the decision.`,
    { details: { after, position } },
  );
}

/** An event with the same identity is stored. Nothing was written. */
export function duplicateEvent(id: string): DomainryError {
  return new DomainryError(
    'DUPLICATE_EVENT',
    `An event with the identity ${id} is stored already. Give each event an identity of its own.`,
    { details: { id } },
  );
}

/** A stream takes no further events, or would have to be read to be written to. */
export function streamArchived(stream: string): DomainryError {
  return new DomainryError(
    'STREAM_ARCHIVED',
    `${stream} is archived and takes no further events. Restore it, domain.streams.named('${stream}').restore(), or write to another stream.`,
    { details: { stream } },
  );
}

/** Another transaction holds the claim on an idempotency key. */
export function commandInFlight(key: string): DomainryError {
  return new DomainryError(
    'COMMAND_IN_FLIGHT',
    `A command with the idempotency key ${key} is being handled. Try again later, or process it with { whenInFlight: 'wait' }.`,
    { details: { key } },
  );
}
