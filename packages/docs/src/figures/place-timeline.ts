import type { GraphEdge } from './graph.js';
import { nodeSize, type NodeSize } from './node-size.js';
import type { PlacedEdge, PlacedNode, Point } from './placed-graph.js';
import { textWidth } from './text-width.js';
import type { Cell, Span, Timeline } from './timeline.js';

/** A time line in which everything has its place. */
export interface PlacedTimeline {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly lanes: readonly { readonly top: number; readonly height: number }[];
  /** Left and right side of each span of columns. */
  readonly spans: readonly { readonly span: Span; readonly left: number; readonly right: number }[];
  /** Where the first column begins. */
  readonly left: number;
}

const margin = 12;
const columnGap = 30;
const headHeight = 34;
const lanePadding = 18;
const trackHeight = 9;

/** Gives all parts of a time line a place: columns as wide as what is in them, a track for each line that runs along. */
export function placeTimeline(timeline: Timeline): PlacedTimeline {
  const sizes = new Map(timeline.cells.map(({ node }) => [node.id, nodeSize(node)]));
  const left =
    margin + Math.ceil(Math.max(...timeline.lanes.map(({ label }) => textWidth(label, 13, true)))) + 28;
  const columns = columnSides(timeline, sizes, left);
  const tracks = new Tracks(timeline, columns);
  const lanes = laneSides(timeline, sizes, tracks.count);

  const nodes = timeline.cells.map(({ node, column, lane }): PlacedNode => {
    const size = sizes.get(node.id)!;
    const { top, height } = lanes[lane]!;
    const room = lane === 1 ? height - tracks.count * trackHeight : height;
    return {
      node,
      size,
      x: columns[column]!.left,
      y: Math.round(top + (room - size.height) / 2),
      width: size.width,
      height: size.height,
    };
  });
  const channel = lanes[1]!.top + lanes[1]!.height - tracks.count * trackHeight;
  const byId = new Map(nodes.map((placed) => [placed.node.id, placed]));
  const lastLane = lanes.at(-1)!;
  return {
    width: columns.at(-1)!.right + margin,
    height: lastLane.top + lastLane.height + margin,
    nodes,
    edges: timeline.edges.map((edge) => ({
      edge,
      points: route(edge, byId, (of) => channel + tracks.of(of) * trackHeight, lanes[1]!.top, timeline),
      labels: [],
    })),
    lanes,
    spans: timeline.spans.map((span) => ({
      span,
      left: columns[span.first]!.left - columnGap / 2,
      right: columns[span.last]!.right + columnGap / 2,
    })),
    left,
  };
}

interface Column {
  readonly left: number;
  readonly right: number;
}

function columnSides(
  { columns, cells, spans }: Timeline,
  sizes: ReadonlyMap<string, NodeSize>,
  start: number,
): readonly Column[] {
  const sides: Column[] = [];
  let left = start + columnGap / 2;
  for (let column = 0; column < columns; column += 1) {
    const widths = cells
      .filter((cell) => cell.column === column)
      .map(({ node }) => sizes.get(node.id)!.width);
    const alone = spans.find(({ first, last }) => first === column && last === column);
    const least = alone === undefined ? 0 : textWidth(alone.label, 12) + 8;
    const right = left + Math.ceil(Math.max(...widths, least));
    sides.push({ left, right });
    left = right + columnGap;
  }
  return sides;
}

function laneSides(
  { lanes, cells }: Timeline,
  sizes: ReadonlyMap<string, NodeSize>,
  tracks: number,
): readonly { readonly top: number; readonly height: number }[] {
  let top = margin + headHeight;
  return lanes.map((_, lane) => {
    const heights = cells.filter((cell) => cell.lane === lane).map(({ node }) => sizes.get(node.id)!.height);
    const content = Math.max(28, ...heights) + 2 * lanePadding;
    const placed = { top, height: content + (lane === 1 ? tracks * trackHeight : 0) };
    top += placed.height;
    return placed;
  });
}

/** A track for each node whose lines run along below commands and views; two lines share one where they do not meet. */
class Tracks {
  readonly #tracks = new Map<string, number>();
  readonly count: number;

  constructor({ edges, cells }: Timeline, columns: readonly Column[]) {
    const columnOf = new Map(cells.map(({ node, column }) => [node.id, column]));
    const laneOf = new Map(cells.map(({ node, lane }) => [node.id, lane]));
    const runs = new Map<string, { first: number; last: number }>();
    for (const { from, to } of edges) {
      const [one, other] = [columnOf.get(from)!, columnOf.get(to)!];
      if (one === other || (laneOf.get(from)! < 2 && laneOf.get(to)! < 2)) continue;
      const run = runs.get(from) ?? { first: one, last: one };
      run.first = Math.min(run.first, other);
      run.last = Math.max(run.last, other);
      runs.set(from, run);
    }
    const ends: number[] = [];
    for (const [id, run] of [...runs].sort(([, one], [, other]) => one.first - other.first)) {
      const free = ends.findIndex((end) => end < columns[run.first]!.left);
      const track = free === -1 ? ends.length : free;
      ends[track] = columns[run.last]!.right;
      this.#tracks.set(id, track);
    }
    this.count = ends.length;
  }

  of(id: string): number {
    return this.#tracks.get(id) ?? 0;
  }
}

function route(
  edge: GraphEdge,
  nodes: ReadonlyMap<string, PlacedNode>,
  track: (id: string) => number,
  between: number,
  { cells, edges }: Timeline,
): readonly Point[] {
  const from = nodes.get(edge.from)!;
  const to = nodes.get(edge.to)!;
  const cellOf = (id: string): Cell => cells.find(({ node }) => node.id === id)!;
  const [fromLane, toLane] = [cellOf(edge.from).lane, cellOf(edge.to).lane];

  if (fromLane < 2 && toLane < 2) return sending(from, to, between);
  const arriving = edges.filter(({ to: id }) => id === edge.to);
  const share = (arriving.indexOf(edge) + 1) / (arriving.length + 1);
  // A command straight down to its event; what runs along leaves beside it, and comes in beside others.
  if (fromLane < 2) {
    if (from.x === to.x) {
      const x = from.x + Math.min(from.width, to.width) * 0.35;
      return [
        { x, y: from.y + from.height },
        { x, y: to.y },
      ];
    }
    const out = from.x + from.width * (fromLane === 0 ? 0.8 : 0.55);
    const into = to.x + to.width * 0.35;
    return [
      { x: out, y: from.y + from.height },
      { x: out, y: track(edge.from) },
      { x: into, y: track(edge.from) },
      { x: into, y: to.y },
    ];
  }
  const out = from.x + from.width * 0.7;
  const into = to.x + to.width * share;
  return [
    { x: out, y: from.y },
    { x: out, y: track(edge.from) },
    { x: into, y: track(edge.from) },
    { x: into, y: to.y + to.height },
  ];
}

/** A reaction sends a command: out to the right and down on it; to one further off, between the lanes. */
function sending(from: PlacedNode, to: PlacedNode, between: number): readonly Point[] {
  const into = to.x + Math.min(40, to.width / 2);
  const isNext = to.x > from.x && to.x - (from.x + from.width) < 3 * columnGap;
  if (isNext) {
    const y = from.y + from.height / 2;
    return [
      { x: from.x + from.width, y },
      { x: into, y },
      { x: into, y: to.y },
    ];
  }
  const out = from.x + from.width * 0.8;
  return [
    { x: out, y: from.y + from.height },
    { x: out, y: between },
    { x: into, y: between },
    { x: into, y: to.y },
  ];
}
