import type { EdgeDocument } from '../document/edge-document.js';
import { compare } from '../document/compare.js';

/** The order of edges: by `from`, `kind`, `to`, `method` and `via`. */
function compareEdges(one: EdgeDocument, other: EdgeDocument): number {
  return (
    compare(one.from, other.from) ||
    compare(one.kind, other.kind) ||
    compare(one.to, other.to) ||
    compare(one.method ?? '', other.method ?? '') ||
    compare(one.via ?? '', other.via ?? '')
  );
}

/** Edges in their order, each once. What is declared counts more than what was read; of two places, the first. */
export function distinctEdges(edges: readonly EdgeDocument[]): readonly EdgeDocument[] {
  const known = new Map<string, EdgeDocument>();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.kind} ${edge.to} ${edge.method ?? ''} ${edge.via ?? ''}`;
    const earlier = known.get(key);
    if (earlier === undefined || (earlier.basis === 'read' && edge.basis === 'declared'))
      known.set(key, edge);
  }
  return [...known.values()].sort(compareEdges);
}
