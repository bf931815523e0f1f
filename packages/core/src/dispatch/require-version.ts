import { DomainryError } from '../errors/domainry-error.js';
import type { MessageMetadata } from '../messages/message.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { targetOf } from './command-target.js';
import type { DispatchHost } from './dispatch-host.js';

/**
 * Makes sure that the aggregate of a command is in the version its sender saw. It is loaded for that; the handler gets the
 * same object, and nobody can come between, since the commit checks the version again.
 *
 * @throws DomainryError COMMAND_OUTDATED.
 */
export async function requireVersion(
  { registry, versionOf }: DispatchHost,
  element: RegisteredElement,
  command: object,
  { expectedVersion }: MessageMetadata,
): Promise<void> {
  const target = expectedVersion === undefined ? undefined : targetOf(registry, element, command);
  if (target === undefined) return;
  const actual = await versionOf(target.aggregate, target.id);
  if (actual === expectedVersion) return;
  const name = `${target.aggregate.name} ${String(target.id)}`;
  const phrase = (version: number | undefined): string =>
    version === -1 ? 'did not exist' : `had version ${version}`;
  throw new DomainryError(
    'COMMAND_OUTDATED',
    `The sender of ${element.name} saw that ${name} ${phrase(expectedVersion)}, and by now it ${actual === -1 ? 'does not exist' : `has version ${actual}`}. Show the sender what it is like now.`,
    { details: { command: element.name, aggregate: name, expected: expectedVersion!, actual } },
  );
}
