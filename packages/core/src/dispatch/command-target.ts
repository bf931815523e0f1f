import { functionsOf } from '../deciders/decider-functions.js';
import { streamOf } from '../deciders/decider-stream.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { findTarget } from '../registry/resolve.js';

/** The aggregate or decider a command is for. */
export interface CommandTarget {
  readonly aggregate: RegisteredElement;
  readonly id: unknown;
  /** `Account-123`. */
  readonly stream: string;
}

/**
 * Which aggregate a command is for: the one whose identity is in the field marked as the identifier; else in the only
 * reference to its aggregate; else in the only field of the kind `identifier`. Undefined when there is no such field, or no
 * value in it.
 */
export function targetOf(
  registry: Registry,
  element: RegisteredElement,
  command: object,
): CommandTarget | undefined {
  const aggregate = registry.clusterOf(element.cls);
  if (aggregate?.kind === 'decider') return targetOfDecider(aggregate, command);
  const field = aggregate && fieldOf(registry, element, aggregate);
  if (aggregate?.stream === undefined || field === undefined) return undefined;
  const id = (command as Readonly<Record<string, unknown>>)[field];
  if (id === undefined || id === null) return undefined;
  return { aggregate, id, stream: `${aggregate.stream}-${String(id as string | number | bigint)}` };
}

/** Deciders say themselves which command is for which of them. */
function targetOfDecider(aggregate: RegisteredElement, command: object): CommandTarget {
  const id = functionsOf(aggregate).id(command);
  return { aggregate, id, stream: streamOf(aggregate, id) };
}

const fields = new WeakMap<RegisteredElement, string | undefined>();

function fieldOf(
  registry: Registry,
  element: RegisteredElement,
  aggregate: RegisteredElement,
): string | undefined {
  if (!fields.has(element)) fields.set(element, findField(registry, element, aggregate));
  return fields.get(element);
}

function findField(
  registry: Registry,
  element: RegisteredElement,
  aggregate: RegisteredElement,
): string | undefined {
  const choices = [
    element.fields.filter(({ identifier }) => identifier),
    element.fields.filter(({ target }) => target !== undefined && findTarget(registry, target) === aggregate),
    element.fields.filter(({ kind }) => kind === 'identifier'),
  ];
  const choice = choices.find((found) => found.length > 0);
  return choice?.length === 1 ? choice[0]!.name : undefined;
}
