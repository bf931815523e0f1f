import type { EdgeDocument, Landscape, ModelDocument } from '@domainry/model';
import type { Figure, FigureOptions } from './figure.js';
import { flowchart } from './flowchart.js';
import type { GraphEdge, GraphNode } from './graph.js';
import { graphFigure } from './graph-figure.js';

/**
 * The bounded contexts, how they relate to each other as they were declared, and what travels between them as it was
 * derived. Nothing when there are no contexts.
 */
export async function contextMapFigure(
  landscape: Landscape,
  options: FigureOptions = {},
): Promise<Figure | undefined> {
  if (landscape.documents.length === 0) return undefined;
  const edges = [...relationships(landscape), ...traffic(landscape)];
  const known = new Set(landscape.documents.map(({ context }) => context.name));
  const outside = [...new Set(edges.flatMap(({ from, to }) => [from, to]))]
    .filter((name) => !known.has(name))
    .sort();
  return graphFigure(
    {
      title: 'Context map',
      description: `How ${known.size === 1 ? '1 bounded context relates' : `${known.size} bounded contexts relate`} to each other, and what travels between them.`,
      direction: 'right',
      nodes: [
        ...landscape.documents.map((document) => contextNode(landscape, document, options)),
        ...outside.map((name): GraphNode => ({ id: name, kind: 'external', label: name })),
      ],
      edges,
    },
    flowchart,
    options,
  );
}

function contextNode(landscape: Landscape, { context }: ModelDocument, { href }: FigureOptions): GraphNode {
  const count = (kind: 'aggregate' | 'event' | 'command' | 'projection', word: string): string[] => {
    const found = landscape.ofKind(kind, context.name).length;
    return found === 0 ? [] : [`${found} ${word}${found === 1 ? '' : 's'}`];
  };
  const counts = [
    ...count('aggregate', 'aggregate'),
    ...count('command', 'command'),
    ...count('event', 'event'),
    ...count('projection', 'read model'),
  ];
  return {
    id: context.name,
    kind: 'context',
    label: context.name,
    caption: context.classification === undefined ? 'context' : `${context.classification} context`,
    rows: [
      ...(context.owners.length === 0 ? [] : [{ name: `team ${context.owners.join(', ')}` }]),
      ...counts.map((name, position) => ({ name, first: position === 0 })),
    ],
    href: href?.(context.name),
  };
}

/** What was declared, from upstream to downstream; both sides may say it, or each its own part of it. */
function relationships(landscape: Landscape): readonly GraphEdge[] {
  const found = new Map<string, { from: string; to: string; equal: boolean; patterns: Set<string> }>();
  for (const { context } of landscape.documents) {
    for (const { to: other, as, direction } of context.relationships) {
      const pair = direction === undefined ? [context.name, other].sort() : [context.name, other];
      const [from, to] = direction === 'downstream' ? [pair[1]!, pair[0]!] : [pair[0]!, pair[1]!];
      const key = JSON.stringify([from, to, direction === undefined]);
      const relation = found.get(key) ?? { from, to, equal: direction === undefined, patterns: new Set() };
      relation.patterns.add(as);
      found.set(key, relation);
    }
  }
  return [...found.values()].map(({ from, to, equal, patterns }) => ({
    from,
    to,
    relation: equal ? 'relates to' : 'is upstream of',
    label: [...patterns].sort().join(', '),
    stroke: 'thick',
    ...(equal ? { head: 'none' as const } : {}),
  }));
}

const words = {
  events: ['event', 'events'],
  commands: ['command', 'commands'],
  queries: ['query', 'queries'],
  streams: ['stream', 'streams'],
} as const;
type Travelling = keyof typeof words;

/** What crosses from context to context: each message is counted once for each way it takes. */
function traffic(landscape: Landscape): readonly GraphEdge[] {
  const ways = new Map<string, { from: string; to: string; messages: Record<Travelling, Set<string>> }>();
  for (const document of landscape.documents) {
    for (const edge of document.edges) {
      const crossing = crossingOf(landscape, edge);
      if (crossing === undefined) continue;
      const { from, to, what } = crossing;
      const key = JSON.stringify([from, to]);
      const way = ways.get(key) ?? {
        from,
        to,
        messages: { events: new Set(), commands: new Set(), queries: new Set(), streams: new Set() },
      };
      way.messages[what].add(edge.to);
      ways.set(key, way);
    }
  }
  return [...ways.values()].map(({ from, to, messages }) => ({
    from,
    to,
    relation: 'sends',
    label: (Object.keys(words) as Travelling[])
      .filter((what) => messages[what].size > 0)
      .map((what) => `${messages[what].size} ${words[what][messages[what].size === 1 ? 0 : 1]}`)
      .join(', '),
  }));
}

function crossingOf(
  landscape: Landscape,
  edge: EdgeDocument,
): { readonly from: string; readonly to: string; readonly what: Travelling } | undefined {
  const here = contextOf(landscape, edge.from);
  const there = contextOf(landscape, edge.to);
  if (here === there) return undefined;
  switch (edge.kind) {
    case 'reacts':
    case 'projects':
      return { from: there, to: here, what: 'events' };
    case 'subscribes':
      return { from: there, to: here, what: 'streams' };
    case 'sends':
      return { from: here, to: there, what: 'commands' };
    case 'asks':
      return { from: here, to: there, what: 'queries' };
    default:
      return undefined;
  }
}

function contextOf(landscape: Landscape, id: string): string {
  const element = landscape.find(id);
  return element === undefined
    ? id.slice(0, Math.max(id.indexOf('.'), 0)) || id
    : landscape.documentOf(element).context.name;
}
