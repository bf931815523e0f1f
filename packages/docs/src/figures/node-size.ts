import type { GraphNode } from './graph.js';
import { kindLooks } from './kind-look.js';
import { ellipsis, textWidth } from './text-width.js';

/** Sizes of type and of the space around it, in pixels. */
export const metrics = {
  labelSize: 14,
  captionSize: 11,
  rowSize: 12,
  rowHeight: 19,
  headHeight: 46,
  padding: 12,
  badgeWidth: 27,
  badgeGap: 9,
  /** Above the first row of each part of a box. */
  partGap: 9,
  /** Between the columns of rows. */
  rowGap: 14,
  mostLabelWidth: 250,
  mostNameWidth: 170,
  mostDetailWidth: 170,
  /** What slanted sides take away. */
  slant: 12,
} as const;

/** How large a node is, and what of its texts fits in it. */
export interface NodeSize {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly caption: string;
  readonly rows: readonly { readonly name: string; readonly detail: string; readonly first: boolean }[];
  /** Where texts begin, from its left side. */
  readonly textStart: number;
  /** Where the second column of its rows begins, from its left side. */
  readonly detailStart: number;
}

/** Measures a node. */
export function nodeSize(node: GraphNode): NodeSize {
  const { badge, outline, word } = kindLooks[node.kind];
  if (outline === 'dot' || outline === 'ring') return spot();

  const label = ellipsis(node.label, metrics.mostLabelWidth, metrics.labelSize, true);
  const caption = ellipsis(node.caption ?? (node.kind === 'state' ? '' : word), metrics.mostLabelWidth, 11);
  const left = metrics.padding + (outline === 'chevron' ? metrics.slant : outline === 'pill' ? 6 : 0);
  const right =
    metrics.padding +
    (outline === 'flag' || outline === 'chevron' ? metrics.slant : outline === 'pill' ? 6 : 0);
  const textStart = left + (badge === '' ? 0 : metrics.badgeWidth + metrics.badgeGap);
  const headWidth = Math.max(
    textWidth(label, metrics.labelSize, true),
    textWidth(caption, metrics.captionSize),
  );

  const rows = (node.rows ?? []).map(({ name, detail = '', first = false }, position) => ({
    name: ellipsis(name, detail === '' ? 300 : metrics.mostNameWidth, metrics.rowSize),
    detail: ellipsis(detail, metrics.mostDetailWidth, metrics.rowSize),
    first: first || position === 0,
  }));
  const columns = rows.filter(({ detail }) => detail !== '');
  const nameWidth = Math.max(0, ...columns.map(({ name }) => textWidth(name, metrics.rowSize)));
  const detailWidth = Math.max(0, ...columns.map(({ detail }) => textWidth(detail, metrics.rowSize)));
  const single = rows
    .filter(({ detail }) => detail === '')
    .map(({ name }) => textWidth(name, metrics.rowSize));
  const detailStart = metrics.padding + nameWidth + metrics.rowGap;
  const rowsWidth = Math.max(
    0,
    ...single,
    columns.length === 0 ? 0 : nameWidth + metrics.rowGap + detailWidth,
  );

  return {
    width: Math.ceil(Math.max(textStart + headWidth + right, rowsWidth + 2 * metrics.padding, 96)),
    height: (caption === '' ? 36 : metrics.headHeight) + rowsHeight(rows),
    label,
    caption,
    rows,
    textStart,
    detailStart,
  };
}

function rowsHeight(rows: readonly { readonly first: boolean }[]): number {
  if (rows.length === 0) return 0;
  return rows.length * metrics.rowHeight + rows.filter(({ first }) => first).length * metrics.partGap + 7;
}

function spot(): NodeSize {
  return { width: 22, height: 22, label: '', caption: '', rows: [], textStart: 0, detailStart: 0 };
}
