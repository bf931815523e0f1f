import type { EdgeDocument, EdgeKind } from '../document/edge-document.js';
import type { ModelDocument } from '../document/model-document.js';
import type { Comparison } from './comparison.js';

/** Connections that nothing else of a model tells: what methods do. */
const told: ReadonlySet<EdgeKind> = new Set(['raises', 'sends', 'asks', 'invokes', 'loads', 'subscribes']);

/** Compares what methods raise, send, ask, invoke and load; where the sources of both models were read. */
export function compareConnections(comparison: Comparison): void {
  const { before, after } = comparison;
  const isRead = wasRead(before) && wasRead(after);
  const [old, now] = [connectionsOf(before, isRead), connectionsOf(after, isRead)];
  for (const [key, edge] of now) if (!old.has(key)) tell(comparison, edge, 'added');
  for (const [key, edge] of old) if (!now.has(key)) tell(comparison, edge, 'removed');
}

function wasRead({ edges }: ModelDocument): boolean {
  return edges.some(({ basis }) => basis === 'read');
}

/** One for each pair of elements, whatever the methods. */
function connectionsOf({ edges }: ModelDocument, isRead: boolean): ReadonlyMap<string, EdgeDocument> {
  return new Map(
    edges
      .filter(({ kind, basis }) => told.has(kind) && (isRead || basis === 'declared'))
      .map((edge) => [`${edge.from} ${edge.kind} ${edge.to}`, edge]),
  );
}

function tell(comparison: Comparison, { from, kind, to }: EdgeDocument, what: 'added' | 'removed'): void {
  // What went or came with an element is told with it.
  const owner = what === 'added' ? comparison.findAfter(from) : comparison.findBefore(from);
  if (
    owner === undefined ||
    comparison.findBefore(from) === undefined ||
    comparison.findAfter(from) === undefined
  )
    return;
  comparison.tellOf(owner, {
    code: what === 'added' ? 'CONNECTION_ADDED' : 'CONNECTION_REMOVED',
    path: from,
    kind: what,
    impact: 'informational',
    why: what === 'added' ? `It ${kind} ${to} now.` : `It no longer ${kind} ${to}.`,
    [what === 'added' ? 'after' : 'before']: `${kind} ${to}`,
  });
}
