import { drawGraph } from './draw-graph.js';
import type { Figure, FigureEdge, FigureNode, FigureOptions } from './figure.js';
import type { Graph, GraphEdge, GraphNode } from './graph.js';
import { kindLooks } from './kind-look.js';
import { layOut } from './layout.js';
import type { PlacedGraph } from './placed-graph.js';
import { splitGraph } from './split-graph.js';

/**
 * A graph as a figure. One of more nodes than a reader takes in becomes an index, with a figure for each part.
 *
 * @param write - how the graph is written in Mermaid.
 */
export async function graphFigure(
  graph: Graph,
  write: (graph: Graph) => string,
  { mostNodes = 40, picture }: FigureOptions = {},
): Promise<Figure> {
  const figure = picture === false ? toldFigure : drawnFigure;
  if (graph.nodes.length <= mostNodes) return figure(graph, write);
  const { index, parts } = splitGraph(graph, mostNodes);
  const drawn: Figure[] = [];
  for (const part of parts) drawn.push(await figure(part, write));
  return { ...(await figure(index, write)), parts: drawn };
}

async function toldFigure(graph: Graph, write: (graph: Graph) => string): Promise<Figure> {
  return {
    title: graph.title,
    description: graph.description,
    nodes: graph.nodes.map(nodeRow),
    edges: graph.edges.map(edgeRow),
    svg: '',
    mermaid: write(graph),
  };
}

/** Wider figures are too small to read on a page, or have to be scrolled. */
const pageWidth = 960;

async function drawnFigure(wanted: Graph, write: (graph: Graph) => string): Promise<Figure> {
  const { graph, placed } = await fitted(wanted);
  return {
    title: graph.title,
    description: graph.description,
    nodes: placed.nodes.map(({ node }) => nodeRow(node)),
    edges: graph.edges.map(edgeRow),
    svg: drawGraph(placed, graph.title, graph.description),
    mermaid: write(graph),
  };
}

/** What would be too wide from left to right is drawn from top to bottom, if that is narrower. */
async function fitted(graph: Graph): Promise<{ readonly graph: Graph; readonly placed: PlacedGraph }> {
  const placed = await layOut(graph);
  if (placed.width <= pageWidth || graph.direction === 'down') return { graph, placed };
  const turned: Graph = { ...graph, direction: 'down' };
  const other = await layOut(turned);
  return other.width < placed.width ? { graph: turned, placed: other } : { graph, placed };
}

/** The row of a node in the table beside the picture. */
export function nodeRow({ id, kind, label, caption, rows = [], href }: GraphNode): FigureNode {
  const { word } = kindLooks[kind];
  const below = caption ?? word;
  return {
    id,
    kind,
    label: label === '' ? word : label,
    lines: [
      ...(below === '' || below === word ? [] : [below]),
      ...rows.map(({ name, detail }) => (detail === undefined ? name : `${name}: ${detail}`)),
    ],
    ...(href === undefined ? {} : { href }),
  };
}

/** The row of a line in the table beside the picture. */
export function edgeRow({ from, to, label = '', count = '', relation }: GraphEdge): FigureEdge {
  return { from, to, relation, label: [label, count].filter((text) => text !== '').join(' ') };
}
