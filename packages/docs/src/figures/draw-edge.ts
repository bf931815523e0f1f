import { edgeLabelHeight } from './layout.js';
import type { Box, PlacedEdge, PlacedLabel, Point } from './placed-graph.js';
import { escapeXml, round, xml } from './xml.js';

const headLength = 8;
const headHalf = 4;
const diamondLength = 14;
const corner = 7;

/** A line with its head, what it starts with, and its labels. Frames have a ground of their own. */
export function drawEdge({ edge, points, labels }: PlacedEdge, frames: readonly Box[] = []): string {
  const stroke = edge.stroke ?? 'solid';
  const hasDiamond = edge.tail === 'diamond';
  const first = points[0]!;
  const last = points.at(-1)!;
  const start = hasDiamond ? towards(first, points[1]!, diamondLength) : first;
  const end = edge.head === 'none' ? last : towards(last, points.at(-2)!, headLength - 1);
  return xml(
    'g',
    { class: `figure-edge figure-edge-${stroke}` },
    xml('path', { class: 'figure-line', d: rounded([start, ...points.slice(1, -1), end]) }),
    hasDiamond ? xml('path', { class: 'figure-head', d: diamond(first, points[1]!) }) : '',
    edge.head === 'none' ? '' : xml('path', { class: 'figure-head', d: head(last, points.at(-2)!) }),
    ...labels.map((label) => drawLabel(label, frames)),
  );
}

/** A straight line with a head. */
export function drawArrow(points: readonly [Point, Point], stroke: 'solid' | 'dashed'): string {
  const [from, to] = points;
  return xml(
    'g',
    { class: `figure-edge figure-edge-${stroke}` },
    xml('path', { class: 'figure-line', d: rounded([from, towards(to, from, headLength - 1)]) }),
    xml('path', { class: 'figure-head', d: head(to, from) }),
  );
}

/** Text on a patch of the ground, so that the line does not strike it through. */
function drawLabel(label: PlacedLabel, frames: readonly Box[]): string {
  const { x, y, width, height, lines } = label;
  const ground = frames.some((frame) => isInside(label, frame))
    ? 'figure-patch figure-patch-framed'
    : 'figure-patch';
  return (
    xml('rect', { class: ground, x, y, width, height, rx: 3 }) +
    lines
      .map((line, position) =>
        xml(
          'text',
          { class: 'figure-edge-label', x: x + width / 2, y: y + position * edgeLabelHeight + 12 },
          escapeXml(line),
        ),
      )
      .join('')
  );
}

function isInside(label: Box, frame: Box): boolean {
  return (
    label.x >= frame.x &&
    label.y >= frame.y &&
    label.x + label.width <= frame.x + frame.width &&
    label.y + label.height <= frame.y + frame.height
  );
}

/** Straight lines whose corners are rounded. */
function rounded(points: readonly Point[]): string {
  const [first, ...rest] = points;
  let d = `M${at(first!)}`;
  rest.forEach((point, position) => {
    const next = rest[position + 1];
    if (next === undefined) {
      d += `L${at(point)}`;
      return;
    }
    const before = position === 0 ? first! : rest[position - 1]!;
    const radius = Math.min(corner, distance(before, point) / 2, distance(point, next) / 2);
    d += `L${at(towards(point, before, radius))}Q${at(point)} ${at(towards(point, next, radius))}`;
  });
  return d;
}

function head(tip: Point, from: Point): string {
  const [along, side] = directions(tip, from);
  const base = move(tip, along, headLength);
  return `M${at(tip)}L${at(move(base, side, headHalf))}L${at(move(base, side, -headHalf))}Z`;
}

function diamond(tip: Point, from: Point): string {
  const [along, side] = directions(tip, from);
  const middle = move(tip, along, diamondLength / 2);
  const far = move(tip, along, diamondLength);
  return `M${at(tip)}L${at(move(middle, side, 4.5))}L${at(far)}L${at(move(middle, side, -4.5))}Z`;
}

/** Unit vectors from one point to another, and across that. */
function directions(from: Point, to: Point): readonly [Point, Point] {
  const length = distance(from, to) || 1;
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  return [along, { x: -along.y, y: along.x }];
}

function towards(from: Point, to: Point, length: number): Point {
  return move(from, directions(from, to)[0], length);
}

function move({ x, y }: Point, by: Point, length: number): Point {
  return { x: x + by.x * length, y: y + by.y * length };
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function at({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}
