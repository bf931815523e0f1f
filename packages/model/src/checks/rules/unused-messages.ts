import type { ElementDocument } from '../../document/element-document.js';
import { consumersOf, producersOf, sendersOf } from '../../landscape/flows.js';
import type { Landscape } from '../../landscape/landscape.js';
import type { CheckRule } from '../check-rule.js';
import { isWritten, sourcesWereRead } from '../what-was-read.js';

/** Messages that lead nowhere, or come from nowhere. */
export const unusedMessages: readonly CheckRule[] = [
  {
    code: 'UNHANDLED_COMMAND',
    level: 'warning',
    category: 'dead ends',
    title: 'A command that nobody handles',
    why: 'Whoever sends it is refused.',
    fix: 'Mark a method of a command handler with @handle, or remove the command.',
    *find(landscape) {
      for (const command of written(landscape, 'command')) {
        if (consumersOf(landscape, command).length === 0) {
          yield { at: command, message: `Nobody handles the command ${command.name}.` };
        }
      }
    },
  },
  {
    code: 'UNUSED_COMMAND',
    level: 'info',
    category: 'dead ends',
    title: 'An internal command that nobody sends',
    why: 'It is marked as internal, so it is not for callers from outside, and nothing inside sends it.',
    fix: 'Remove it, or remove @internal from its comment when others send it.',
    *find(landscape) {
      for (const command of written(landscape, 'command')) {
        if (command.documentation?.hidden !== true || !sourcesWereRead(landscape.documentOf(command)))
          continue;
        if (sendersOf(landscape, command).length === 0) {
          yield { at: command, message: `Nobody sends the internal command ${command.name}.` };
        }
      }
    },
  },
  {
    code: 'UNRAISED_EVENT',
    level: 'warning',
    category: 'dead ends',
    title: 'An event that nothing raises',
    why: 'It never happens, and whoever waits for it waits in vain.',
    fix: 'Raise it where it happens, or remove it. When old ones are still stored, deprecate it.',
    *find(landscape) {
      for (const event of unraisedEvents(landscape)) {
        const owner = landscape.find(event.belongsTo ?? '');
        yield { at: event, message: `No method of ${owner?.name ?? 'its owner'} raises ${event.name}.` };
      }
    },
  },
  {
    code: 'UNHANDLED_EVENT',
    level: 'info',
    category: 'dead ends',
    title: 'An internal event that nobody handles',
    why: 'No state follows from it, nobody reacts to it, and other contexts do not see it.',
    fix: 'Handle it, publish it, or remove it when nobody will ever ask for it.',
    *find(landscape) {
      const whole = takenWhole(landscape);
      for (const event of written(landscape, 'event')) {
        if (event.message?.published === true || event.deprecated !== undefined) continue;
        if (!isConsumed(landscape, event, whole))
          yield { at: event, message: `Nobody handles the event ${event.name}.` };
      }
    },
  },
  {
    code: 'QUERY_WITHOUT_HANDLER',
    level: 'warning',
    category: 'dead ends',
    title: 'A query that nobody answers',
    why: 'Whoever asks it is refused.',
    fix: 'Mark a method of a query handler with @read, or remove the query.',
    *find(landscape) {
      for (const query of written(landscape, 'query')) {
        if (consumersOf(landscape, query).length === 0) {
          yield { at: query, message: `Nobody answers the query ${query.name}.` };
        }
      }
    },
  },
];

function written(landscape: Landscape, kind: 'command' | 'event' | 'query'): readonly ElementDocument[] {
  return landscape.ofKind(kind).filter(isWritten);
}

/** Events whose owner was read from the source, where nothing raises them. */
export function unraisedEvents(landscape: Landscape): readonly ElementDocument[] {
  return written(landscape, 'event').filter((event) => {
    const owner = landscape.find(event.belongsTo ?? '');
    return (
      owner !== undefined &&
      owner.kind !== 'decider' &&
      owner.methods.length > 0 &&
      event.deprecated === undefined &&
      sourcesWereRead(landscape.documentOf(event)) &&
      producersOf(landscape, event).length === 0
    );
  });
}

function isConsumed(landscape: Landscape, event: ElementDocument, whole: ReadonlySet<string>): boolean {
  return (
    consumersOf(landscape, event).length > 0 ||
    landscape.edgesTo(event.id, 'applies').length > 0 ||
    whole.has(landscape.documentOf(event).context.name) ||
    (event.aggregate !== undefined &&
      (whole.has(event.aggregate) || landscape.edgesTo(event.aggregate, 'subscribes').length > 0))
  );
}

/** Names of contexts and ids of aggregates all of whose events are handled by somebody. */
function takenWhole(landscape: Landscape): ReadonlySet<string> {
  const whole = new Set<string>();
  for (const kind of ['eventHandler', 'projector', 'processManager'] as const) {
    for (const handler of landscape.ofKind(kind)) {
      if (!handler.handlers.some(({ everyEvent }) => everyEvent === true)) continue;
      // What a projector belongs to is its projection.
      const isOfAll = handler.belongsTo === undefined || kind === 'projector';
      whole.add(isOfAll ? landscape.documentOf(handler).context.name : handler.belongsTo!);
    }
  }
  return whole;
}
