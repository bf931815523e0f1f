import { DomainryError } from '../errors/domainry-error.js';
import { inheritLineage } from '../messages/lineage.js';
import type { MessageDraft, MessageMetadata } from '../messages/message.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { surroundings } from '../unit-of-work/current.js';
import { targetOf } from './command-target.js';
import type { DispatchHost } from './dispatch-host.js';
import { extensionsBy } from './enrichers.js';
import type { Route } from './handler-index.js';
import type { ProcessOptions } from './process-options.js';

/**
 * Gives a command its identity and lineage: what it follows from is what is being handled here. What options say goes before
 * what is inherited, and that before what handler and domain say.
 */
export function commandMetadata(
  { registry, options, now, newMessageId }: DispatchHost,
  element: RegisteredElement,
  route: Route,
  command: object,
  given: ProcessOptions = nothing,
): MessageMetadata {
  const { message: parent, tenant: tenantHere } = surroundings();
  const time = now();
  const id = newMessageId(time);
  const inherited = inheritLineage(id, parent, given.tenant ?? tenantHere ?? parent?.tenant);
  const target = targetOf(registry, element, command);
  if (given.expectedVersion !== undefined && target === undefined) throw untargeted(element);
  const metadata: MessageDraft = {
    id,
    type: element.type!,
    kind: 'command',
    time: new Date(time),
    schemaVersion: (element.options['version'] as number | undefined) ?? 1,
    extensions: extensionsBy(options.enrich?.command, command),
    // Last: objects that begin with what they spread are of a shape of their own each time, on Node 20.
    ...inherited,
  };
  const deadline = deadlineOf(
    element,
    given,
    inherited.deadline,
    time,
    route.timeout ?? options.commandTimeout,
  );
  if (given.correlationId !== undefined) metadata.correlationId = given.correlationId;
  if (target !== undefined) metadata.stream = target.stream;
  if (given.expectedVersion !== undefined) metadata.expectedVersion = given.expectedVersion;
  if (given.priority !== undefined) metadata.priority = given.priority;
  if (deadline !== undefined) metadata.deadline = deadline;
  if (given.idempotencyKey !== undefined) metadata.idempotencyKey = given.idempotencyKey;
  return Object.freeze(metadata);
}

const nothing: ProcessOptions = Object.freeze({});

function deadlineOf(
  element: RegisteredElement,
  { deadline, timeout }: ProcessOptions,
  inherited: Date | undefined,
  time: number,
  fallback: number | undefined,
): Date | undefined {
  if (deadline !== undefined && timeout !== undefined) {
    throw new DomainryError(
      'CONFIGURATION_INVALID',
      `${element.name} was processed with a deadline and a timeout. Give one of them.`,
    );
  }
  if (deadline !== undefined) return new Date(deadline);
  if (timeout !== undefined) return new Date(time + timeout);
  if (inherited !== undefined) return inherited;
  return fallback === undefined ? undefined : new Date(time + fallback);
}

function untargeted(element: RegisteredElement): DomainryError {
  return new DomainryError(
    'COMMAND_UNTARGETED',
    `${element.name} was processed with an expectedVersion, and none of its fields says which aggregate that is the version of. Mark one: @field.identifier({ identifier: true }).`,
    { details: { element: element.name } },
  );
}
