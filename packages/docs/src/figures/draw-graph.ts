import { drawEdge } from './draw-edge.js';
import { drawNode } from './draw-node.js';
import type { PlacedGraph, PlacedGroup } from './placed-graph.js';
import { ellipsis } from './text-width.js';
import { escapeXml, xml } from './xml.js';

/** A laid out graph as an `<svg>` element. */
export function drawGraph(placed: PlacedGraph, title: string, description: string): string {
  return drawPicture(
    placed,
    title,
    description,
    placed.groups.map(drawGroup).join('') +
      placed.edges.map((edge) => drawEdge(edge, placed.groups)).join('') +
      placed.nodes.map(drawNode).join(''),
  );
}

/**
 * An `<svg>` element that shrinks with its page. It is a group, not an image, so that what is inside can be read and
 * followed.
 */
export function drawPicture(
  size: { readonly width: number; readonly height: number },
  title: string,
  description: string,
  content: string,
): string {
  return xml(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `figure${size.width > 1100 ? ' figure-scrolled' : size.width > 640 ? ' figure-wide' : ''}`,
      viewBox: `0 0 ${size.width} ${size.height}`,
      width: size.width,
      height: size.height,
      role: 'group',
      'aria-label': title,
    },
    xml('desc', {}, escapeXml(description)),
    content,
  );
}

function drawGroup({ group, x, y, width, height }: PlacedGroup): string {
  const label = xml(
    'text',
    { class: 'figure-group-label', x: x + 20, y: y + 26 },
    escapeXml(ellipsis(group.label, width - 40, 13, true)),
  );
  return xml(
    'g',
    { class: 'figure-group' },
    xml('title', {}, escapeXml(group.label)),
    xml('rect', { class: 'figure-frame', x, y, width, height, rx: 12 }),
    group.href === undefined ? label : xml('a', { href: group.href }, label),
  );
}
