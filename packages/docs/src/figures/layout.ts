import ElkConstructor, { type ElkExtendedEdge, type ElkLabel, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Graph, GraphEdge } from './graph.js';
import { nodeSize, type NodeSize } from './node-size.js';
import { placeChain, type ChainLabel } from './place-chain.js';
import type { PlacedEdge, PlacedGraph, PlacedGroup, PlacedLabel, PlacedNode, Point } from './placed-graph.js';
import { textWidth, wrap } from './text-width.js';

/** Size of the type of labels at lines. */
const edgeLabelSize = 11.5;
export const edgeLabelHeight = 16;

/** Room around everything. */
const margin = 16;

const spacing = {
  'elk.spacing.nodeNode': '32',
  'elk.spacing.edgeNode': '20',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.componentComponent': '40',
  'elk.layered.spacing.nodeNodeBetweenLayers': '36',
  'elk.layered.spacing.edgeNodeBetweenLayers': '22',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
} as const;

const options = {
  'elk.algorithm': 'layered',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.randomSeed': '1',
  'elk.aspectRatio': '1.7',
  'elk.layered.mergeEdges': 'false',
  ...spacing,
} as const;

/** What is better for the eye, and takes five times as long for hundreds of nodes. */
const careful = {
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
} as const;
const quick = { 'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF' } as const;

// One engine for all figures: starting it costs a quarter of a second.
let engine: InstanceType<typeof ElkConstructor.default> | undefined;

/** Gives all parts of a graph a place. The same graph gets the same places, on every machine. */
export async function layOut(graph: Graph): Promise<PlacedGraph> {
  const sizes = new Map(graph.nodes.map((node) => [node.id, nodeSize(node)]));
  const chain = placeChain(graph, sizes, chainLabel, margin);
  if (chain !== undefined) return chain;
  engine ??= new ElkConstructor.default();
  const placed = await engine.layout(elkGraph(graph, sizes));
  const found = collect(placed);

  const nodes = graph.nodes.map((node, position): PlacedNode => {
    const { x, y, width, height } = boxOf(found.nodes.get(`n${position}`)!);
    return { node, size: sizes.get(node.id)!, x, y, width, height };
  });
  const groups = (graph.groups ?? []).flatMap((group, position): PlacedGroup[] => {
    const node = found.nodes.get(`g${position}`);
    return node === undefined ? [] : [{ group, ...boxOf(node) }];
  });
  return {
    width: Math.ceil((placed.width ?? 0) + 2 * margin),
    height: Math.ceil((placed.height ?? 0) + 2 * margin),
    nodes: inReadingOrder(nodes, graph.direction),
    edges: graph.edges.map((edge, position) => placeEdge(edge, found.edges.get(`e${position}`)!)),
    groups,
  };
}

function elkGraph(graph: Graph, sizes: ReadonlyMap<string, NodeSize>): ElkNode {
  const positions = new Map(graph.nodes.map(({ id }, position) => [id, position]));
  const elkNodes = (group: string | undefined): ElkNode[] =>
    graph.nodes
      .filter((node) => node.group === group)
      .map(({ id }): ElkNode => {
        const { width, height } = sizes.get(id)!;
        return { id: `n${positions.get(id)!}`, width, height };
      });
  const elkGroups = (graph.groups ?? []).flatMap(({ id, label }, position): ElkNode[] => {
    const children = elkNodes(id);
    if (children.length === 0) return [];
    const least = Math.ceil(Math.min(textWidth(label, 13, true), 400)) + 40;
    return [
      {
        id: `g${position}`,
        children,
        layoutOptions: {
          ...spacing,
          'elk.padding': '[top=44,left=20,bottom=20,right=20]',
          'elk.nodeSize.constraints': 'MINIMUM_SIZE',
          'elk.nodeSize.minimum': `(${least},60)`,
        },
      },
    ];
  });
  return {
    id: 'root',
    layoutOptions: {
      ...options,
      ...(graph.isOrdered === true ? { 'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER' } : {}),
      ...(graph.nodes.length > 100 ? quick : careful),
      'elk.direction': graph.direction === 'right' ? 'RIGHT' : 'DOWN',
      'elk.padding': '[top=0,left=0,bottom=0,right=0]',
    },
    children: [...elkGroups, ...elkNodes(undefined)],
    edges: graph.edges.map((edge, position): ElkExtendedEdge => ({
      id: `e${position}`,
      sources: [`n${positions.get(edge.from)!}`],
      targets: [`n${positions.get(edge.to)!}`],
      labels: labelsOf(edge),
    })),
  };
}

/** ELK numbers what it is given; texts are looked up again by position. */
function labelsOf({ label = '', count = '' }: GraphEdge): ElkLabel[] {
  const labels: ElkLabel[] = [];
  if (label !== '') labels.push(elkLabel('label', wrap(label, 150, edgeLabelSize, 3), 'CENTER'));
  if (count !== '') labels.push(elkLabel('count', wrap(count, 80, edgeLabelSize, 1), 'HEAD'));
  return labels;
}

function chainLabel({ label = '' }: GraphEdge): ChainLabel | undefined {
  if (label === '') return undefined;
  const lines = wrap(label, 150, edgeLabelSize, 3);
  return { lines, ...labelSize(lines) };
}

function labelSize(lines: readonly string[]): { readonly width: number; readonly height: number } {
  return {
    width: Math.ceil(Math.max(...lines.map((line) => textWidth(line, edgeLabelSize)))) + 10,
    height: lines.length * edgeLabelHeight,
  };
}

function elkLabel(id: string, lines: readonly string[], placement: 'CENTER' | 'HEAD'): ElkLabel {
  return {
    id,
    text: lines.join('\n'),
    ...labelSize(lines),
    layoutOptions: {
      'elk.edgeLabels.placement': placement,
      'elk.edgeLabels.inline': String(placement === 'CENTER'),
    },
  };
}

function collect(root: ElkNode): {
  readonly nodes: ReadonlyMap<string, ElkNode>;
  readonly edges: ReadonlyMap<string, ElkExtendedEdge>;
} {
  const nodes = new Map<string, ElkNode>();
  const edges = new Map<string, ElkExtendedEdge>();
  const waiting: ElkNode[] = [root];
  for (const node of waiting) {
    nodes.set(node.id, node);
    for (const edge of node.edges ?? []) edges.set(edge.id, edge);
    waiting.push(...(node.children ?? []));
  }
  return { nodes, edges };
}

function boxOf({
  x = 0,
  y = 0,
  width = 0,
  height = 0,
}: {
  x?: number;
  y?: number;
  width?: number;
  height?: number;
}): {
  x: number;
  y: number;
  width: number;
  height: number;
} {
  return { x: x + margin, y: y + margin, width, height };
}

function placeEdge(edge: GraphEdge, placed: ElkExtendedEdge): PlacedEdge {
  const points = (placed.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ]);
  return {
    edge,
    points: straightened(points).map(({ x, y }) => ({ x: x + margin, y: y + margin })),
    labels: (placed.labels ?? []).map((label): PlacedLabel => ({
      ...boxOf(label),
      lines: (label.text ?? '').split('\n'),
    })),
  };
}

/** Where a line crosses a frame, ELK may move it sideways by a pixel: too little to be meant. */
function straightened(points: readonly Point[]): readonly Point[] {
  const straight: Point[] = [];
  for (const point of points) {
    const before = straight.at(-1) ?? point;
    const x = Math.abs(point.x - before.x) < 2 ? before.x : point.x;
    const y = Math.abs(point.y - before.y) < 2 ? before.y : point.y;
    straight.push({ x, y });
  }
  return straight;
}

/** As one reads: along the direction of the lines, and across it where several stand side by side. */
function inReadingOrder(nodes: readonly PlacedNode[], direction: Graph['direction']): readonly PlacedNode[] {
  const along = (node: PlacedNode): number => (direction === 'right' ? node.x : node.y);
  const across = (node: PlacedNode): number => (direction === 'right' ? node.y : node.x);
  return [...nodes].sort((one, other) => along(one) - along(other) || across(one) - across(other));
}
