import type { EdgeDocument } from '../document/edge-document.js';
import type { ModelDocument } from '../document/model-document.js';

/**
 * What subscribers listen to in other contexts. A document by itself cannot know: it has the name of the stream only, and
 * whose that is, the document of the other context says. Streams are named `Ordering.Order`: context and category.
 */
export function subscriptionsAcross(documents: readonly ModelDocument[]): readonly EdgeDocument[] {
  const owners = new Map<string, string>();
  for (const { context, elements } of documents) {
    for (const { id, kind, storage, options } of elements) {
      if (kind === 'subscriber') continue;
      const stream = storage?.stream ?? options['stream'];
      if (typeof stream === 'string') owners.set(`${context.name}.${stream}`, id);
    }
  }
  return documents.flatMap(({ elements, edges }) => {
    const known = new Set(edges.filter(({ kind }) => kind === 'subscribes').map(({ from }) => from));
    return elements.flatMap(({ id, kind, options }): EdgeDocument[] => {
      const owner = typeof options['stream'] === 'string' ? owners.get(options['stream']) : undefined;
      if (kind !== 'subscriber' || owner === undefined || known.has(id)) return [];
      return [{ from: id, kind: 'subscribes', to: owner, method: 'receive', basis: 'declared' }];
    });
  });
}
