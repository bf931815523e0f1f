import type { HandledMessage, RegisteredElement } from '../registered-element.js';
import { elementKinds } from '../element-kinds.js';
import { phraseKind, phraseKinds } from '../phrase-kind.js';
import { nameWithPlace } from '../resolve.js';
import type { Examination } from './examination.js';

/** Reports methods that are marked for something they cannot be called for. */
export function checkHandlers(examination: Examination): void {
  for (const element of examination.registry) {
    if (element.kind === 'subscriber') checkReceiver(examination, element);
    for (const handled of element.handles) {
      const message = examination.targetOf(handled.message);
      const kinds = elementKinds[element.kind].marks?.[handled.by];
      // Marks that have no meaning here are reported at registration.
      if (message === undefined || kinds === undefined) continue;
      if (!kinds.includes(message.kind)) {
        examination.report(
          element,
          'HANDLER_TARGET',
          `${element.kind === 'decider' ? 'it' : `@${handled.by}`} names ${nameWithPlace(message)}, which is ${phraseKind(message.kind)} and not ${phraseKinds(kinds)}`,
          `Name ${phraseKinds(kinds)}.`,
          handled.method,
        );
        continue;
      }
      checkOwnership(examination, element, handled, message);
    }
  }
}

function checkReceiver(examination: Examination, subscriber: RegisteredElement): void {
  const { receive } = subscriber.cls.prototype as { readonly receive?: unknown };
  if (typeof receive === 'function') return;
  examination.report(
    subscriber,
    'HANDLER_MISSING',
    'it has no method that takes the messages',
    'Give it one: receive(message: BrokerMessage, context: HandlerContext) { … }.',
  );
}

function checkOwnership(
  examination: Examination,
  element: RegisteredElement,
  handled: HandledMessage,
  message: RegisteredElement,
): void {
  const { registry } = examination;
  const report = (cause: string, fix: string): void =>
    examination.report(element, 'WRONG_CLUSTER', cause, fix, handled.method);
  const owner = examination.ownerOf(message);
  const ownerName = owner === undefined ? 'nothing' : owner.name;
  switch (element.kind) {
    case 'commandHandler': {
      const own = examination.ownerOf(element);
      if (own === undefined || owner === own) return;
      return report(
        `it handles ${message.name}, which belongs to ${ownerName}, and this is the handler of ${own.name}`,
        whereCommandIsHandled(owner, own),
      );
    }
    case 'aggregate':
      if (owner === element || element.isAbstract) return;
      return report(
        `it applies ${message.name}, which belongs to ${ownerName}`,
        `Declare the event with @domain.event(${element.name}), or remove @apply.`,
      );
    case 'queryHandler': {
      const own = examination.ownerOf(element);
      if (own === undefined || owner === undefined || owner === own) return;
      return report(
        `it answers ${message.name}, which belongs to ${ownerName}, and this is the handler of ${own.name}`,
        `Move it to the query handler of ${ownerName}.`,
      );
    }
    case 'projector':
    case 'processManager': {
      const listed = element.aggregates.map((target) => examination.targetOf(target));
      const cluster = registry.clusterOf(message.cls);
      if (listed.length === 0 || listed.includes(undefined) || listed.includes(cluster)) return;
      return report(
        `${message.name} belongs to ${cluster?.name ?? 'no aggregate'}, which is not among its aggregates`,
        `Add ${cluster?.name ?? 'the aggregate'} to { aggregates }, or leave the option out.`,
      );
    }
    default:
  }
}

/** What to do about a command that stands in the handler of another aggregate. */
function whereCommandIsHandled(owner: RegisteredElement | undefined, own: RegisteredElement): string {
  const declare = `or declare the command with @domain.command(${own.name}).`;
  if (owner === undefined)
    return `Move it to a command handler that belongs to nothing, @domain.commandHandler(), ${declare}`;
  return owner.kind === 'decider'
    ? `Remove @handle: ${owner.name} is a decider, and handles its commands by itself.`
    : `Move it to the command handler of ${owner.name}, ${declare}`;
}
