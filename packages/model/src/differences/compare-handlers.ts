import type { ElementDocument, HandlerDocument } from '../document/element-document.js';
import type { Comparison } from './comparison.js';
import type { ElementPair } from './compare-contracts.js';
import { neitherWay, narrowed } from './compatibility.js';
import type { Impact } from './model-difference.js';

/** Compares which messages elements handle, and how processes are told, begun and ended. */
export function compareHandlers(comparison: Comparison, { before, after }: ElementPair): void {
  const [old, now] = [before.handlers, after.handlers];
  for (const handler of now) {
    const former = old.find((each) => sameOf(each) === sameOf(handler));
    if (former === undefined) tellAdded(comparison, after, handler);
    else if (after.kind === 'processManager') compareProcessStep(comparison, after, former, handler);
  }
  for (const handler of old) {
    if (!now.some((each) => sameOf(each) === sameOf(handler))) tellRemoved(comparison, after, handler);
  }
}

/** Notes that the handlers of an element went with it. */
export function tellHandlersRemoved(comparison: Comparison, element: ElementDocument): void {
  for (const handler of element.handlers) tellRemoved(comparison, element, handler);
}

function tellAdded(comparison: Comparison, element: ElementDocument, handler: HandlerDocument): void {
  comparison.tellOf(element, {
    code: 'HANDLER_ADDED',
    path: `${element.id}.${handler.method}`,
    kind: 'added',
    impact: 'safe',
    why: `It is called for ${calledFor(handler)} now.`,
    after: calledFor(handler),
  });
}

function tellRemoved(comparison: Comparison, element: ElementDocument, handler: HandlerDocument): void {
  const { impact, why, fix } = lossOf(comparison, element, handler);
  comparison.tellOf(element, {
    code: 'HANDLER_REMOVED',
    path: `${element.id}.${handler.method}`,
    kind: 'removed',
    impact,
    ...(impact === 'breaking' ? { direction: narrowed } : {}),
    why,
    fix,
    before: calledFor(handler),
  });
}

function lossOf(
  { after, findAfter }: Comparison,
  { kind }: ElementDocument,
  { message }: HandlerDocument,
): { readonly impact: Impact; readonly why: string; readonly fix?: string } {
  const still = message === undefined ? undefined : findAfter(message);
  if (still === undefined) return { impact: 'informational', why: 'What it was called for is gone as well.' };
  if (still.kind === 'command' || still.kind === 'query') {
    const isHandled = after.elements.some(({ handlers }) =>
      handlers.some((each) => each.message === still.id),
    );
    return isHandled
      ? { impact: 'safe', why: `${still.name} is handled elsewhere now.` }
      : {
          impact: 'breaking',
          why: `Nobody ${still.kind === 'command' ? 'handles' : 'answers'} ${still.name} any more.`,
          fix: `Handle ${still.name} elsewhere, or remove it as well.`,
        };
  }
  if (kind === 'aggregate' || kind === 'decider') {
    return {
      impact: 'breaking',
      why: `What is stored of ${still.name} no longer changes the state that follows from it.`,
      fix: `Keep applying ${still.name}: it is stored for ever.`,
    };
  }
  if (kind === 'processManager') {
    return {
      impact: 'breaking',
      why: `Processes that wait for ${still.name} wait in vain.`,
      fix: 'Keep the step until no process waits for it.',
    };
  }
  return { impact: 'safe', why: `What was done when ${still.name} happened is not done here any more.` };
}

function compareProcessStep(
  comparison: Comparison,
  element: ElementDocument,
  before: HandlerDocument,
  after: HandlerDocument,
): void {
  const path = `${element.id}.${after.method}`;
  if (before.correlate !== after.correlate) {
    comparison.tellOf(element, {
      code: 'PROCESS_CORRELATION_CHANGED',
      path,
      impact: 'breaking',
      direction: neitherWay,
      why: 'Processes that are under way are not found by the other field.',
      fix: 'Let the processes that are under way end first, or begin a process manager of its own.',
      before: before.correlate ?? null,
      after: after.correlate ?? null,
    });
  }
  for (const [part, code] of [
    ['start', 'PROCESS_START_CHANGED'],
    ['end', 'PROCESS_END_CHANGED'],
  ] as const) {
    if (before[part] === after[part]) continue;
    const isNow = after[part] === true;
    comparison.tellOf(element, {
      code,
      path,
      impact: 'safe',
      why: `${calledFor(after)} ${part}s ${isNow ? 'a' : 'no'} process ${isNow ? 'now' : 'any more'}.`,
      before: before[part] === true,
      after: isNow,
    });
  }
}

/** Handlers are the same when they are for one message, whatever their method is called. */
function sameOf({ by, message, everyEvent, method }: HandlerDocument): string {
  return `${by} ${message ?? (everyEvent ? '*' : method)}`;
}

function calledFor({ message, everyEvent, method }: HandlerDocument): string {
  return message ?? (everyEvent ? 'every event' : method);
}
