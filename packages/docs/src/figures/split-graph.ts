import type { Graph, GraphEdge, GraphNode } from './graph.js';

/** A large graph in parts, and the graph of the parts. */
export interface SplitGraph {
  readonly index: Graph;
  readonly parts: readonly Graph[];
}

interface Part {
  readonly name: string;
  readonly nodes: readonly GraphNode[];
}

/**
 * Splits a graph into parts of at most so many nodes: by context first, by aggregate where a context is too large, then
 * by namespace. What is small stays together with its neighbours of the same context. Lines between parts are those of the index.
 */
export function splitGraph(graph: Graph, mostNodes: number): SplitGraph {
  const parts = numbered(split(graph.nodes, 0, graph.title, mostNodes));
  const partOf = new Map(parts.flatMap((part) => part.nodes.map(({ id }) => [id, part] as const)));
  return {
    index: {
      title: graph.title,
      description: `${graph.description} It is split into ${parts.length} parts.`,
      direction: graph.direction,
      nodes: parts.map(({ name, nodes }) => ({
        id: name,
        kind: 'group',
        label: name,
        caption: nodes.length === 1 ? '1 element' : `${nodes.length} elements`,
      })),
      edges: between(graph.edges, (id) => partOf.get(id)!.name),
    },
    parts: parts.map((part) => ({
      title: `${graph.title}: ${part.name}`,
      description: graph.description,
      direction: graph.direction,
      isOrdered: graph.isOrdered === true,
      nodes: part.nodes,
      edges: graph.edges.filter(({ from, to }) => partOf.get(from) === part && partOf.get(to) === part),
      groups: (graph.groups ?? []).filter(({ id }) => part.nodes.some(({ group }) => group === id)),
    })),
  };
}

function split(nodes: readonly GraphNode[], level: number, name: string, most: number): readonly Part[] {
  if (nodes.length <= most) return [{ name, nodes }];
  if (level > 2) return pieces(nodes, most).map((piece) => ({ name, nodes: piece }));
  const groups = new Map<string, GraphNode[]>();
  for (const node of nodes) {
    const key = node.within?.[level] ?? '';
    groups.set(key, [...(groups.get(key) ?? []), node]);
  }
  const found = [...groups].flatMap(([key, inside]) =>
    split(inside, level + 1, key === '' ? name : key, most),
  );
  // Contexts are told apart; parts of one context share a figure as long as it stays small.
  return level === 0 ? found : pack(found, most);
}

function pack(parts: readonly Part[], most: number): readonly Part[] {
  const packed: Part[] = [];
  for (const part of parts) {
    const last = packed.at(-1);
    if (last !== undefined && last.nodes.length + part.nodes.length <= most) {
      packed[packed.length - 1] = {
        name: `${last.name}, ${part.name}`,
        nodes: [...last.nodes, ...part.nodes],
      };
    } else {
      packed.push(part);
    }
  }
  return packed;
}

function pieces(nodes: readonly GraphNode[], most: number): readonly (readonly GraphNode[])[] {
  const all: GraphNode[][] = [];
  for (let start = 0; start < nodes.length; start += most) all.push(nodes.slice(start, start + most));
  return all;
}

/** Names that are taken already get a number. */
function numbered(parts: readonly Part[]): readonly Part[] {
  const taken = new Map<string, number>();
  return parts.map(({ name, nodes }) => {
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return { name: count === 1 ? name : `${name} (${count})`, nodes };
  });
}

function between(edges: readonly GraphEdge[], partOf: (id: string) => string): readonly GraphEdge[] {
  const counts = new Map<string, { readonly from: string; readonly to: string; count: number }>();
  for (const { from: one, to: other } of edges) {
    const from = partOf(one);
    const to = partOf(other);
    if (from === to) continue;
    const key = JSON.stringify([from, to]);
    const found = counts.get(key);
    if (found === undefined) counts.set(key, { from, to, count: 1 });
    else found.count += 1;
  }
  return [...counts.values()].map(({ from, to, count }) => ({
    from,
    to,
    relation: 'leads to',
    label: count === 1 ? '1 line' : `${count} lines`,
  }));
}
