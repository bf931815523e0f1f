import type { Graph, GraphEdge, GraphNode } from './graph.js';
import type { NodeSize } from './node-size.js';
import type { Box, PlacedEdge, PlacedGraph, PlacedLabel, PlacedNode, Point } from './placed-graph.js';

/** A label of a line, with its size. */
export interface ChainLabel {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Room between two nodes, or between a node and the label of a line. */
const gap = 36;

/**
 * Places a graph whose nodes stand one behind the other, each with one line to the next: every second flow is one. There is
 * one way to draw it, so no engine has to look for the best.
 *
 * @param margin - room around everything.
 * @returns undefined when the graph is another.
 */
export function placeChain(
  graph: Graph,
  sizes: ReadonlyMap<string, NodeSize>,
  labelOf: (edge: GraphEdge) => ChainLabel | undefined,
  margin: number,
): PlacedGraph | undefined {
  const chain = chainOf(graph);
  if (chain === undefined) return undefined;
  const labels = new Map(graph.edges.map((edge) => [edge, labelOf(edge)]));
  const boxes = [
    ...chain.nodes.map(({ id }) => sizes.get(id)!),
    ...[...labels.values()].flatMap((each) => each ?? []),
  ];
  const row = new Row(boxes, graph.direction === 'right', margin);
  const nodes: PlacedNode[] = [];
  const edges = new Map<GraphEdge, PlacedEdge>();
  for (const [position, node] of chain.nodes.entries()) {
    const size = sizes.get(node.id)!;
    nodes.push({ node, size, ...row.place(size) });
    const edge = chain.edges[position];
    if (edge === undefined) break;
    const start = row.end();
    row.skip(gap);
    const placed: PlacedLabel[] = [];
    const label = labels.get(edge);
    if (label !== undefined) {
      placed.push({ ...row.place(label), lines: label.lines });
      row.skip(gap);
    }
    edges.set(edge, { edge, points: [start, row.end()], labels: placed });
  }
  return { ...row.size(), nodes, edges: graph.edges.map((edge) => edges.get(edge)!), groups: [] };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Boxes one behind the other, along a line through their middles. */
class Row {
  readonly #middle: number;
  #at: number;

  constructor(
    boxes: readonly Size[],
    readonly isRight: boolean,
    readonly margin: number,
  ) {
    const thickest = Math.max(...boxes.map(({ width, height }) => (isRight ? height : width)));
    this.#middle = margin + Math.round(thickest / 2);
    this.#at = margin;
  }

  place({ width, height }: Size): Box {
    const at = this.#at;
    this.#at += this.isRight ? width : height;
    return this.isRight
      ? { x: at, y: Math.round(this.#middle - height / 2), width, height }
      : { x: Math.round(this.#middle - width / 2), y: at, width, height };
  }

  skip(room: number): void {
    this.#at += room;
  }

  /** Where the next box begins, on the line. */
  end(): Point {
    return this.isRight ? { x: this.#at, y: this.#middle } : { x: this.#middle, y: this.#at };
  }

  /** Size of the whole, with the room around it. */
  size(): Size {
    const [along, across] = [Math.ceil(this.#at + this.margin), 2 * this.#middle];
    return this.isRight ? { width: along, height: across } : { width: across, height: along };
  }
}

/** Nodes and lines in their order; undefined when they do not stand one behind the other. */
function chainOf({
  nodes,
  edges,
  groups = [],
}: Graph): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } | undefined {
  if (groups.length > 0 || nodes.length === 0 || edges.length !== nodes.length - 1) return undefined;
  // Counts stand at the ends of lines, where an engine has to find room for them.
  if (edges.some(({ count = '' }) => count !== '')) return undefined;
  const leaving = new Map(edges.map((edge) => [edge.from, edge]));
  const arriving = new Set(edges.map(({ to }) => to));
  if (leaving.size < edges.length || arriving.size < edges.length) return undefined;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  let node = nodes.find(({ id }) => !arriving.has(id));
  const chain: GraphNode[] = [];
  const lines: GraphEdge[] = [];
  while (node !== undefined) {
    chain.push(node);
    const line = leaving.get(node.id);
    if (line === undefined) break;
    lines.push(line);
    node = byId.get(line.to);
  }
  return chain.length === nodes.length ? { nodes: chain, edges: lines } : undefined;
}
