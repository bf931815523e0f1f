import type { RegisteredElement } from '../registered-element.js';
import { nameWithPlace } from '../resolve.js';
import type { Examination } from './examination.js';

/** Reports messages that are part of a decider which does not name them, or names them twice; and those of others. */
export function checkDeciders(examination: Examination): void {
  const { registry } = examination;
  for (const decider of registry.ofKind('decider')) {
    for (const kind of ['command', 'event'] as const) {
      const own = registry
        .ofKind(kind)
        .filter((message) => !message.isAbstract && examination.ownerOf(message) === decider);
      for (const message of own) checkMessage(examination, decider, message);
    }
    checkForeign(examination, decider);
  }
}

function checkForeign(examination: Examination, decider: RegisteredElement): void {
  for (const { message, method, by } of decider.handles) {
    const named = examination.targetOf(message);
    const owner = named && examination.ownerOf(named);
    // Other kinds of message are reported as such.
    if (named?.kind !== (by === 'decide' ? 'command' : 'event') || owner === decider) continue;
    examination.report(
      decider,
      'WRONG_CLUSTER',
      `it names ${named.name}, which belongs to ${owner?.name ?? 'nothing'}`,
      `Declare it with @domain.${named.kind}('${decider.name}'), or leave it out.`,
      method,
    );
  }
}

function checkMessage(
  examination: Examination,
  decider: RegisteredElement,
  message: RegisteredElement,
): void {
  const list = message.kind === 'command' ? 'commands' : 'events';
  const named = decider.handles.filter((handled) => examination.targetOf(handled.message) === message).length;
  if (named === 0) {
    const what = list === 'commands' ? 'decide what happens' : 'say how the state evolves';
    examination.report(
      decider,
      'HANDLER_MISSING',
      `${nameWithPlace(message)} is part of it and not among its ${list}`,
      `Add ${message.name} to { ${list} }, and ${what}.`,
    );
  }
  if (named > 1)
    examination.report(
      decider,
      'DUPLICATE_HANDLER',
      `it names ${message.name} twice among its ${list}`,
      'Name it once.',
    );
}
