import { DomainryError } from '../errors/domainry-error.js';
import type { Message } from '../messages/message.js';
import type { AnyCommand } from './command.js';
import { modelOfInstance } from './element.js';
import type { AnyEvent } from './event.js';
import { knownMetadata } from './message-metadata.js';
import { storedFormOf } from './stored-form.js';

/**
 * An event or command as it travels: its payload as plain data, and all that is known of it.
 *
 * @throws DomainryError METADATA_UNKNOWN for an event that was not stored yet, and a command that was not processed.
 */
export function messageOf(message: AnyEvent | AnyCommand): Message {
  const model = modelOfInstance(message);
  const metadata = knownMetadata(message);
  if (metadata !== undefined) return Object.freeze({ data: storedFormOf(model).write(message), metadata });
  const when =
    model.kind === 'event'
      ? 'An event has them once it was saved with its aggregate'
      : 'A command has them once it is processed';
  throw new DomainryError('METADATA_UNKNOWN', `This ${model.name} has no metadata yet. ${when}.`, {
    details: { element: model.name },
  });
}
