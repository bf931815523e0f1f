import type { GraphNode } from './graph.js';
import { nodeSize } from './node-size.js';
import type { Box, PlacedNode } from './placed-graph.js';
import type { ProcessStory, Telling } from './process-story.js';
import { ellipsis, textWidth } from './text-width.js';

/** A story in which everything has its place. */
export interface PlacedSequence {
  readonly width: number;
  readonly height: number;
  readonly heads: readonly PlacedNode[];
  /** The line below each head. */
  readonly lives: readonly { readonly x: number; readonly top: number; readonly bottom: number }[];
  readonly rows: readonly PlacedRow[];
  readonly frames: readonly (Box & { readonly label: string })[];
}

export interface PlacedRow {
  readonly telling: Telling;
  readonly from: number;
  readonly to: number;
  readonly y: number;
  /** As much of its text as there is room for. */
  readonly text: string;
  /** Of the text and the space around it. */
  readonly width: number;
}

const margin = 20;
const headHeight = 46;
const messageHeight = 42;
const noteHeight = 38;
const frameHead = 30;
const frameGap = 18;
const textSize = 12;
const mostTextWidth = 240;

/** Gives all parts of a sequence a place: participants side by side, as far apart as what they say to each other asks. */
export function placeSequence(story: ProcessStory, nodes: readonly GraphNode[]): PlacedSequence {
  const sizes = nodes.map(nodeSize);
  const tellings = [...story.main, ...story.branches.flatMap((branch) => branch.tellings)];
  const centers = centersOf(
    sizes.map(({ width }) => width),
    tellings,
    positionsOf(nodes),
  );
  const rows = new Rows(centers, positionsOf(nodes));
  let y = margin + headHeight + 14;
  for (const telling of story.main) y = rows.add(telling, y);

  const width = Math.ceil(
    centers.at(-1)! + Math.max(sizes.at(-1)!.width / 2, rows.overhang(centers.at(-1)!)) + margin,
  );
  const frames = story.branches.map(({ event, tellings: told }) => {
    const top = y + frameGap;
    y = top + frameHead;
    for (const telling of told) y = rows.add(telling, y);
    y += 8;
    return {
      label: ellipsis(`When ${event}`, width - 60, 13, true),
      x: 8,
      y: top,
      width: width - 16,
      height: y - top,
    };
  });
  const bottom = y + 16;
  return {
    width,
    height: bottom + margin / 2,
    heads: nodes.map((node, position) => ({
      node,
      size: sizes[position]!,
      x: centers[position]! - sizes[position]!.width / 2,
      y: margin,
      width: sizes[position]!.width,
      height: sizes[position]!.height,
    })),
    lives: centers.map((x) => ({ x, top: margin + headHeight, bottom })),
    rows: rows.placed,
    frames,
  };
}

function positionsOf(nodes: readonly GraphNode[]): ReadonlyMap<string, number> {
  return new Map(nodes.map(({ id }, position) => [id, position]));
}

function roomOf({ text, kind }: Telling): number {
  return Math.ceil(Math.min(textWidth(text, textSize), mostTextWidth)) + (kind === 'note' ? 24 : 12);
}

/** The middle of each participant. */
function centersOf(
  widths: readonly number[],
  tellings: readonly Telling[],
  positions: ReadonlyMap<string, number>,
): readonly number[] {
  const centers: number[] = [];
  widths.forEach((width, position) => {
    if (position === 0) {
      const notes = tellings.filter(({ from, to }) => from === to && positions.get(from) === 0).map(roomOf);
      centers.push(margin + Math.max(width, ...notes) / 2);
      return;
    }
    let center = centers[position - 1]! + widths[position - 1]! / 2 + width / 2 + 36;
    for (const telling of tellings) {
      const ends = [positions.get(telling.from)!, positions.get(telling.to)!].sort(
        (one, other) => one - other,
      );
      const isNoteBefore = telling.from === telling.to && (ends[0] === position || ends[0] === position - 1);
      if (isNoteBefore) center = Math.max(center, centers[position - 1]! + roomOf(telling) / 2 + 40);
      if (ends[1] === position && ends[0] !== position) {
        center = Math.max(center, centers[ends[0]!]! + roomOf(telling) + 30);
      }
    }
    centers.push(Math.ceil(center));
  });
  return centers;
}

class Rows {
  readonly placed: PlacedRow[] = [];
  readonly #centers: readonly number[];
  readonly #positions: ReadonlyMap<string, number>;

  constructor(centers: readonly number[], positions: ReadonlyMap<string, number>) {
    this.#centers = centers;
    this.#positions = positions;
  }

  /** Places a message or note below what is there; gives where the next may begin. */
  add(telling: Telling, top: number): number {
    const from = this.#centers[this.#positions.get(telling.from)!]!;
    const to = this.#centers[this.#positions.get(telling.to)!]!;
    const isNote = telling.kind === 'note' || from === to;
    const y = top + (isNote ? noteHeight / 2 : messageHeight - 8);
    this.placed.push({
      telling: isNote ? { ...telling, kind: 'note' } : telling,
      from,
      to,
      y,
      text: ellipsis(telling.text, mostTextWidth, textSize),
      width: roomOf(telling),
    });
    return top + (isNote ? noteHeight : messageHeight);
  }

  /** How far notes stand out to the right of this place. */
  overhang(x: number): number {
    return Math.max(0, ...this.placed.map((row) => (row.from + row.to) / 2 + row.width / 2 - x));
  }
}
