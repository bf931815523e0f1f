import { storedFormOf } from '../elements/stored-form.js';
import { DomainryError } from '../errors/domainry-error.js';
import type { Message } from '../messages/message.js';
import type { Registry } from '../registry/registry.js';

/**
 * The command of a message that was kept.
 *
 * @throws DomainryError MESSAGE_UNREADABLE when no class has its stored name; STORED_DATA_UNREADABLE.
 */
export function readCommand(registry: Registry, { data, metadata }: Message): object {
  const element = registry.ofKind('command').find(({ type }) => type === metadata.type);
  if (element?.model !== undefined) return storedFormOf(element.model).read(data);
  throw new DomainryError(
    'MESSAGE_UNREADABLE',
    `${metadata.type} ${metadata.id} waits to be handled, and ${registry.domain} has no command of that name and version. Register its class again, or discard the command.`,
    { details: { type: metadata.type, id: metadata.id } },
  );
}
