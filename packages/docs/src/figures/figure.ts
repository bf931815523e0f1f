import type { ElementDocument } from '@domainry/model';

/**
 * One figure in three forms that say the same: a picture, rows of a table, and Mermaid text.
 *
 * The picture is plain SVG without ids, scripts or inline styles; `figureStyles` has the styles of all figures.
 */
export interface Figure {
  /** What it shows, short enough for a caption: `The cluster of Account`. */
  readonly title: string;
  /** One sentence for those who do not see it. */
  readonly description: string;
  /** What is drawn as a shape, in reading order. */
  readonly nodes: readonly FigureNode[];
  /** What is drawn as a line, in reading order. */
  readonly edges: readonly FigureEdge[];
  /** An `<svg>` element for use inside a page; empty when no picture was wanted. */
  readonly svg: string;
  /** One Mermaid diagram, without its fence. */
  readonly mermaid: string;
  /** A figure of more nodes than one can take in is split; it then shows its parts, and each part is a figure here. */
  readonly parts?: readonly Figure[];
}

/** A shape of a figure. */
export interface FigureNode {
  /** Unique in its figure; the id of the element where it stands for one. */
  readonly id: string;
  /** Kind of the element, or what else it is. */
  readonly kind: FigureNodeKind;
  /** Its name, in full. */
  readonly label: string;
  /** What is written in it below its name, line by line. */
  readonly lines: readonly string[];
  readonly href?: string;
}

/** What a shape may stand for. */
export type FigureNodeKind =
  ElementDocument['kind'] | 'context' | 'external' | 'state' | 'start' | 'end' | 'group';

/** A line of a figure. */
export interface FigureEdge {
  /** Id of the node it starts at. */
  readonly from: string;
  /** Id of the node it leads to. */
  readonly to: string;
  /** What is written at it, in full; empty when nothing is. */
  readonly label: string;
  /** What it says, for tables: `raises`, `reads` … */
  readonly relation: string;
}

/** How figures are made. */
export interface FigureOptions {
  /** Address of the page of an element, by its id; of a context, by its name. Without one, nothing is a link. */
  readonly href?: (id: string) => string | undefined;
  /** Above how many nodes a figure is split; 40 unless told otherwise. */
  readonly mostNodes?: number;
  /** Only table and Mermaid text are wanted: the picture, which takes nearly all of the time, stays empty. */
  readonly picture?: false;
}
