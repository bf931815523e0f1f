import type { Outline } from './kind-look.js';
import { metrics } from './node-size.js';
import type { Box } from './placed-graph.js';
import { round, xml } from './xml.js';

/** The shape of a node. */
export function drawOutline(outline: Outline, box: Box): string {
  const { x, y, width, height } = box;
  switch (outline) {
    case 'flag':
      return shape(flag(box, 0));
    case 'chevron':
      return shape(flag(box, metrics.slant));
    case 'octagon':
      return shape(octagon(box));
    case 'folded':
      return shape(folded(box)) + xml('path', { class: 'figure-crease', d: crease(box) });
    case 'double':
      return (
        rectangle(box, 5) +
        xml('rect', {
          class: 'figure-crease',
          x: x + 3.5,
          y: y + 3.5,
          width: width - 7,
          height: height - 7,
          rx: 2.5,
        })
      );
    case 'dot':
      return xml('circle', { class: 'figure-dot', cx: x + width / 2, cy: y + height / 2, r: width / 2 - 2 });
    case 'ring':
      return (
        xml('circle', { class: 'figure-ring', cx: x + width / 2, cy: y + height / 2, r: width / 2 - 1.5 }) +
        xml('circle', { class: 'figure-dot', cx: x + width / 2, cy: y + height / 2, r: width / 2 - 6 })
      );
    case 'dashed':
      return rectangle(box, 8, 'figure-shape figure-shape-dashed');
    case 'pill':
      return rectangle(box, Math.min(height / 2, 22));
    case 'panel':
      return rectangle(box, 14);
    case 'sharp':
      return rectangle(box, 0);
    case 'box':
      return rectangle(box, 7);
  }
}

function shape(d: string): string {
  return xml('path', { class: 'figure-shape', d });
}

function rectangle({ x, y, width, height }: Box, radius: number, name = 'figure-shape'): string {
  return xml('rect', { class: name, x, y, width, height, rx: radius });
}

/** A box with a point on its right side and, for chevrons, as deep a notch on its left. */
function flag({ x, y, width, height }: Box, notch: number): string {
  const points = [
    [x, y],
    [x + width - metrics.slant, y],
    [x + width, y + height / 2],
    [x + width - metrics.slant, y + height],
    [x, y + height],
    ...(notch === 0 ? [] : [[x + notch, y + height / 2]]),
  ];
  return `M${points.map(([left, top]) => `${round(left!)} ${round(top!)}`).join('L')}Z`;
}

function octagon({ x, y, width, height }: Box): string {
  const cut = 9;
  const [r, b] = [x + width, y + height];
  const points = [
    [x + cut, y],
    [r - cut, y],
    [r, y + cut],
    [r, b - cut],
    [r - cut, b],
    [x + cut, b],
    [x, b - cut],
    [x, y + cut],
  ];
  return `M${points.map(([left, top]) => `${round(left!)} ${round(top!)}`).join('L')}Z`;
}

const fold = 12;

function folded({ x, y, width, height }: Box): string {
  const [r, b] = [x + width, y + height];
  return `M${round(x)} ${round(y)}H${round(r - fold)}L${round(r)} ${round(y + fold)}V${round(b)}H${round(x)}Z`;
}

function crease({ x, y, width }: Box): string {
  return `M${round(x + width - fold)} ${round(y)}v${fold}h${fold}`;
}
