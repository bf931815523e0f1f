import type { GraphEdge, GraphGroup, GraphNode } from './graph.js';
import type { NodeSize } from './node-size.js';

/** A graph in which everything has its place; in pixels, from the top left corner. */
export interface PlacedGraph {
  readonly width: number;
  readonly height: number;
  /** In reading order. */
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly groups: readonly PlacedGroup[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode extends Box {
  readonly node: GraphNode;
  readonly size: NodeSize;
}

export interface PlacedEdge {
  readonly edge: GraphEdge;
  /** Corners of the line, from its start to its end. */
  readonly points: readonly Point[];
  readonly labels: readonly PlacedLabel[];
}

export interface PlacedLabel extends Box {
  readonly lines: readonly string[];
}

export interface PlacedGroup extends Box {
  readonly group: GraphGroup;
}
