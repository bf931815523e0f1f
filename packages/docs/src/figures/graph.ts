import type { FigureNodeKind } from './figure.js';

/** What a figure says, before anything has a place: nodes, lines between them, and frames around some of them. */
export interface Graph {
  readonly title: string;
  readonly description: string;
  /** Where most lines lead, as long as the figure stays narrow enough for a page. */
  readonly direction: 'right' | 'down';
  readonly nodes: readonly GraphNode[];
  /** Nodes are in the order in which they should be read; lines back to earlier ones are exceptions. */
  readonly isOrdered?: boolean;
  /** Between nodes of this graph. */
  readonly edges: readonly GraphEdge[];
  readonly groups?: readonly GraphGroup[];
}

/** One node. */
export interface GraphNode {
  readonly id: string;
  readonly kind: FigureNodeKind;
  readonly label: string;
  /** In small letters below the label; the word for its kind, unless told otherwise. */
  readonly caption?: string;
  readonly rows?: readonly GraphRow[];
  readonly href?: string | undefined;
  /** Id of the group it is in. */
  readonly group?: string | undefined;
  /** What the figure is about. */
  readonly focus?: boolean;
  /** What it belongs to, from the largest to the smallest: context, aggregate, namespace. Large figures are split by it. */
  readonly within?: readonly string[];
}

/** One line of text inside a node. */
export interface GraphRow {
  readonly name: string;
  readonly detail?: string;
  /** A line above it, and set apart: the next part of a box begins. */
  readonly first?: boolean;
}

/** A line from node to node. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: string;
  readonly label?: string;
  /** Written where it ends. */
  readonly count?: string;
  readonly stroke?: 'solid' | 'dashed' | 'thick';
  /** What it starts with: a diamond says that the node at its end is a part. */
  readonly tail?: 'diamond';
  /** Both ends are equal: no arrow. */
  readonly head?: 'none';
}

/** A frame around nodes. */
export interface GraphGroup {
  readonly id: string;
  readonly label: string;
  readonly href?: string | undefined;
}
