import { kindLooks } from './kind-look.js';
import { metrics } from './node-size.js';
import { drawOutline } from './outline.js';
import type { PlacedNode } from './placed-graph.js';
import { xml, escapeXml } from './xml.js';

/** A node: a link when it has an address, with its full name and kind for those who hear it or point at it. */
export function drawNode(placed: PlacedNode): string {
  const { node } = placed;
  const look = kindLooks[node.kind];
  const names = ['figure-node', `figure-${look.tone}`, node.focus === true ? 'figure-focus' : ''];
  const drawn = [
    xml('title', {}, escapeXml(spoken(placed))),
    drawOutline(look.outline, placed),
    look.badge === '' ? '' : drawBadge(placed, look.badge),
    drawHead(placed),
    ...drawRows(placed),
  ];
  const className = names.filter((name) => name !== '').join(' ');
  return node.href === undefined
    ? xml('g', { class: className }, ...drawn)
    : xml('a', { class: className, href: node.href }, ...drawn);
}

/** What a node is called in full: `Order, aggregate`. */
function spoken({ node }: PlacedNode): string {
  const { word } = kindLooks[node.kind];
  const caption = node.caption ?? word;
  return [node.label, caption].filter((text) => text !== '').join(', ');
}

function drawBadge({ x, y, size }: PlacedNode, badge: string): string {
  const left = x + size.textStart - metrics.badgeGap - metrics.badgeWidth;
  const top = y + 13;
  return (
    xml('rect', {
      class: 'figure-badge',
      x: left,
      y: top,
      width: metrics.badgeWidth,
      height: 20,
      rx: 4,
      'aria-hidden': 'true',
    }) +
    xml(
      'text',
      {
        class: 'figure-badge-text',
        x: left + metrics.badgeWidth / 2,
        y: top + 14,
        'aria-hidden': 'true',
      },
      escapeXml(badge),
    )
  );
}

function drawHead({ x, y, width, node, size }: PlacedNode): string {
  if (size.label === '') return '';
  if (node.kind === 'state') {
    return (
      xml(
        'text',
        { class: 'figure-label figure-middle', x: x + width / 2, y: y + (size.caption === '' ? 23 : 21) },
        escapeXml(size.label),
      ) +
      (size.caption === ''
        ? ''
        : xml(
            'text',
            { class: 'figure-caption figure-middle', x: x + width / 2, y: y + 36 },
            escapeXml(size.caption),
          ))
    );
  }
  const left = x + size.textStart;
  return (
    xml(
      'text',
      { class: 'figure-label', x: left, y: y + (size.caption === '' ? 27 : 21) },
      escapeXml(size.label),
    ) +
    (size.caption === ''
      ? ''
      : xml('text', { class: 'figure-caption', x: left, y: y + 36 }, escapeXml(size.caption)))
  );
}

function drawRows({ x, y, width, size }: PlacedNode): readonly string[] {
  let top = y + (size.caption === '' ? 36 : metrics.headHeight);
  return size.rows.map(({ name, detail, first }) => {
    const rule = first ? xml('path', { class: 'figure-rule', d: `M${x} ${top + 0.5}h${width}` }) : '';
    if (first) top += metrics.partGap;
    top += metrics.rowHeight;
    const baseline = top - 5;
    return (
      rule +
      xml('text', { class: 'figure-row', x: x + metrics.padding, y: baseline }, escapeXml(name)) +
      (detail === ''
        ? ''
        : xml('text', { class: 'figure-detail', x: x + size.detailStart, y: baseline }, escapeXml(detail)))
    );
  });
}
