import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import type { RegisteredElement } from '../registry/registered-element.js';

/**
 * The stream of a decider with an identity: `Ledger-42`.
 *
 * @throws DomainryError DECISION_INVALID when that is no text, or an empty one.
 */
export function streamOf({ name, stream }: RegisteredElement, id: unknown): string {
  if (typeof id === 'string' && id !== '') return `${stream!}-${id}`;
  throw new DomainryError(
    'DECISION_INVALID',
    `The identity of a ${name} is ${phraseReceived(id)}, and it is a text that is not empty. Let id give one.`,
    { details: { decider: name } },
  );
}
