import { setMetadata } from '../elements/message-metadata.js';
import { DomainryError } from '../errors/domainry-error.js';
import type { MessageMetadata } from '../messages/message.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import { checkProcessOptions } from './check-call-options.js';
import { commandMetadata } from './command-metadata.js';
import { foreignMessage } from './foreign-message.js';
import type { DispatchHost } from './dispatch-host.js';
import type { Route } from './handler-index.js';
import type { ProcessOptions } from './process-options.js';
import { refuseInQuery } from './query-units.js';

/** A command with everything that is known of it, on its way to its handler. */
export interface Commission {
  readonly command: object;
  readonly element: RegisteredElement;
  readonly route: Route;
  readonly metadata: MessageMetadata;
}

/**
 * Gives a command its identity and lineage, and finds its handler.
 *
 * @throws DomainryError MESSAGE_FOREIGN, COMMAND_UNHANDLED, CONFIGURATION_INVALID, QUERY_WRITES, COMMAND_UNTARGETED; what enrichers throw.
 */
export function newCommission(
  host: DispatchHost,
  command: object,
  options: ProcessOptions | undefined,
): Commission {
  const element = elementOf(host, command);
  const route = routeOf(host, element);
  // Null is no options, and refused as such.
  if (options !== undefined) checkProcessOptions(element.name, options);
  refuseInQuery(host.domain, `${element.name} was processed`);
  const metadata = commandMetadata(host, element, route, command, options);
  setMetadata(command, metadata);
  return { command, element, route, metadata };
}

/**
 * A command that was accepted before, with what was known of it then.
 *
 * @throws DomainryError MESSAGE_FOREIGN, COMMAND_UNHANDLED.
 */
export function knownCommission(host: DispatchHost, command: object, metadata: MessageMetadata): Commission {
  const element = elementOf(host, command);
  return { command, element, route: routeOf(host, element), metadata };
}

function elementOf(host: DispatchHost, command: object): RegisteredElement {
  const element = host.index.elementOf(command);
  if (element?.kind === 'command') return element;
  throw foreignMessage(host, command, 'command');
}

function routeOf(host: DispatchHost, element: RegisteredElement): Route {
  const route = host.index.forCommand(element);
  if (route !== undefined) return route;
  throw unhandled(host, element);
}

function unhandled({ registry }: DispatchHost, { name, cls }: RegisteredElement): DomainryError {
  const owner = registry.clusterOf(cls)?.name;
  return new DomainryError(
    'COMMAND_UNHANDLED',
    `${name} is handled by nothing. Mark a method with @handle(${name}) in a command handler${owner === undefined ? '' : ` of ${owner}`}, and import its module before init().`,
    { details: { command: name } },
  );
}
