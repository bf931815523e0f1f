import type { EdgeKind } from '../../document/edge-document.js';
import type { ElementDocument } from '../../document/element-document.js';
import { targetsOf } from '../../document/targets.js';
import { clusterOf } from '../../landscape/flows.js';
import type { Landscape } from '../../landscape/landscape.js';
import type { CheckRule } from '../check-rule.js';
import { cyclesOf } from '../cycles.js';
import { isWritten } from '../what-was-read.js';

/** Connections by which the one that begins them depends on the one they lead to. */
const depending: readonly EdgeKind[] = [
  'contains',
  'references',
  'handles',
  'reacts',
  'projects',
  'answers',
  'sends',
  'asks',
  'invokes',
  'loads',
  'subscribes',
];

/** What crosses the border of an aggregate or a context. */
export const boundaries: readonly CheckRule[] = [
  {
    code: 'CROSS_AGGREGATE_OBJECT_REFERENCE',
    level: 'error',
    category: 'boundaries',
    title: 'An object of another aggregate is held',
    why: 'One aggregate would be saved with another, and neither could keep its own rules.',
    fix: 'Refer to the other aggregate by its identity: field.reference(() => …).',
    *find(landscape) {
      for (const element of landscape.elements) {
        for (const { name, target } of element.fields.flatMap(targetsOf)) {
          const held = landscape.find(target);
          if (held === undefined || element.aggregate === undefined) continue;
          const isForeign = held.aggregate !== undefined && held.aggregate !== element.aggregate;
          if (held.kind === 'aggregate' || (held.kind === 'entity' && isForeign)) {
            yield {
              at: element,
              field: name,
              message: `${element.name}.${name} holds ${held.name}, which ${
                held.kind === 'aggregate'
                  ? 'is an aggregate'
                  : `belongs to ${landscape.find(held.aggregate!)?.name}`
              }.`,
            };
          }
        }
      }
    },
  },
  {
    code: 'CLUSTER_CYCLE',
    level: 'warning',
    category: 'boundaries',
    title: 'Aggregates that refer to each other in a circle',
    why: 'None of them can be created, moved or removed without the others.',
    fix: 'Keep the reference on one side only; find the others by a query or an event.',
    *find(landscape) {
      const ways = new Map<string, Set<string>>();
      for (const element of landscape.elements) {
        for (const { to } of landscape.edgesFrom(element.id, 'references')) {
          const [from, target] = [element.aggregate, landscape.find(to)?.aggregate];
          if (from === undefined || target === undefined || from === target || !isKept(element)) continue;
          ways.set(from, (ways.get(from) ?? new Set()).add(target));
        }
      }
      for (const cycle of cyclesOf(ways)) {
        const names = cycle.map((id) => landscape.find(id)!.name);
        yield {
          at: landscape.find(cycle[0]!)!,
          about: cycle.join(' '),
          message: `${names.join(' and ')} refer to each other.`,
        };
      }
    },
  },
  {
    code: 'CONTEXT_CYCLE',
    level: 'warning',
    category: 'boundaries',
    title: 'Contexts that depend on each other in a circle',
    why: 'They rely on what the others do not publish: none of them can change or be deployed without the others.',
    fix: 'Let them meet by published events only, or say that they are partners.',
    *find(landscape) {
      const ways = new Map<string, Set<string>>();
      for (const [from, to, isPublished] of crossings(landscape)) {
        if (isPublished || arePartners(landscape, from, to)) continue;
        ways.set(from, (ways.get(from) ?? new Set()).add(to));
      }
      for (const cycle of cyclesOf(ways)) {
        const document = landscape.documents.find(({ context }) => context.name === cycle[0])!;
        yield {
          at: document,
          about: cycle.join(' '),
          message: `${cycle.join(' and ')} depend on each other.`,
        };
      }
    },
  },
  {
    code: 'UNDECLARED_RELATIONSHIP',
    level: 'info',
    category: 'boundaries',
    title: 'Contexts are connected, and nobody says how they relate',
    why: 'Who follows whom when a contract changes is left to chance.',
    fix: 'Say it in the options of the domain: { relationships: [{ to: …, as: … }] }.',
    *find(landscape) {
      const told = new Set<string>();
      for (const [from, to] of crossings(landscape)) {
        const isDeclared = relationshipsOf(landscape, from, to).length > 0;
        if (isDeclared || told.has(`${from} ${to}`)) continue;
        told.add(`${from} ${to}`);
        const document = landscape.documents.find(({ context }) => context.name === from)!;
        yield {
          at: document,
          about: to,
          message: `${from} relies on ${to}, and neither says how they relate.`,
        };
      }
    },
  },
  {
    code: 'UNPUBLISHED_EVENT_CONSUMED_ELSEWHERE',
    level: 'warning',
    category: 'boundaries',
    title: 'An internal event that another context relies on',
    why: 'Its own context may change it at any time without asking anybody.',
    fix: 'Publish it, { published: true }, or publish an event made for others.',
    *find(landscape) {
      for (const event of landscape.ofKind('event').filter(isWritten)) {
        if (event.message?.published === true) continue;
        const { context } = landscape.documentOf(event);
        for (const { from } of landscape.edgesTo(event.id, 'reacts', 'projects', 'handles')) {
          const reader = landscape.find(from);
          if (reader === undefined || landscape.documentOf(reader).context.name === context.name) continue;
          yield {
            at: event,
            about: reader.id,
            message: `${reader.id} relies on ${event.name}, which is not published.`,
          };
        }
      }
      for (const aggregate of landscape.ofKind('aggregate')) {
        const readers = landscape.edgesTo(aggregate.id, 'subscribes');
        const events = landscape.ofAggregate(aggregate.id).filter(({ kind }) => kind === 'event');
        if (readers.length === 0 || events.some(({ message }) => message?.published === true)) continue;
        yield {
          at: aggregate,
          about: 'stream',
          message: `${readers.map(({ from }) => from).join(' and ')} listen to ${aggregate.name}, none of whose events is published.`,
        };
      }
    },
  },
  {
    code: 'LARGE_AGGREGATE',
    level: 'info',
    category: 'boundaries',
    title: 'A large aggregate',
    why: 'All of it is loaded, locked and saved at once, by everybody who changes a part of it.',
    fix: 'Look for the rules that need all of its entities; what no rule holds together may be an aggregate of its own.',
    *find(landscape, { entities: most }) {
      for (const aggregate of landscape.ofKind('aggregate')) {
        const entities = clusterOf(landscape, aggregate).filter(({ kind }) => kind === 'entity');
        if (entities.length > most) {
          yield {
            at: aggregate,
            message: `${aggregate.name} has ${entities.length} kinds of entity (limit: ${most}).`,
          };
        }
      }
    },
  },
  {
    code: 'BROAD_HANDLER',
    level: 'info',
    category: 'boundaries',
    title: 'A class that handles many messages',
    why: 'It changes for many reasons, and nobody sees which messages belong together.',
    fix: 'Divide it by aggregate or by purpose.',
    *find(landscape, { messages: most }) {
      for (const kind of ['commandHandler', 'eventHandler', 'queryHandler', 'processManager'] as const) {
        for (const handler of landscape.ofKind(kind)) {
          const count = new Set(handler.handlers.map(({ message }) => message)).size;
          if (count > most)
            yield { at: handler, message: `${handler.name} handles ${count} messages (limit: ${most}).` };
        }
      }
    },
  },
];

function isKept({ kind }: ElementDocument): boolean {
  return kind === 'aggregate' || kind === 'entity' || kind === 'valueObject';
}

/** A context that depends on another, and whether it does so by what the other publishes. */
type Crossing = readonly [from: string, to: string, isPublished: boolean];

/** All connections that cross the border of a context. */
function crossings(landscape: Landscape): readonly Crossing[] {
  return landscape.elements.flatMap((element) => {
    const from = landscape.documentOf(element).context.name;
    return landscape.edgesFrom(element.id, ...depending).flatMap((edge): readonly Crossing[] => {
      const target = landscape.find(edge.to);
      const to = target === undefined ? from : landscape.documentOf(target).context.name;
      // What comes by a stream is judged by what is published in it.
      return from === to
        ? []
        : [[from, to, edge.kind === 'subscribes' || target?.message?.published === true]];
    });
  });
}

function relationshipsOf(landscape: Landscape, one: string, other: string): readonly string[] {
  return landscape.documents.flatMap(({ context }) =>
    context.relationships
      .filter(({ to }) => (context.name === one && to === other) || (context.name === other && to === one))
      .map(({ as }) => as),
  );
}

function arePartners(landscape: Landscape, one: string, other: string): boolean {
  return relationshipsOf(landscape, one, other).some((as) => as === 'partnership' || as === 'shared-kernel');
}
