import type { EdgeKind } from '../document/edge-document.js';
import type { ElementDocument } from '../document/element-document.js';
import { compare } from '../document/compare.js';
import type { Landscape } from '../landscape/landscape.js';
import type { Affected } from './model-difference.js';

/** Connections whose beginning relies on where they lead to, by the kind of the element they lead to. */
const relying: Readonly<Partial<Record<ElementDocument['kind'], readonly EdgeKind[]>>> = {
  event: ['reacts', 'projects', 'applies', 'subscribes'],
  command: ['handles', 'sends'],
  query: ['answers', 'asks'],
  projection: ['maintains'],
  aggregate: ['loads', 'invokes', 'references', 'subscribes'],
  entity: ['contains'],
  valueObject: ['contains'],
};

/** Who relies on an element: its handlers and senders, or what holds it. By id, then by method. */
export function affectedBy(landscape: Landscape, element: ElementDocument): readonly Affected[] {
  const kinds = relying[element.kind];
  if (kinds === undefined) return [];
  const found = landscape
    .edgesTo(element.id, ...kinds)
    .map(({ from, method }) => ({ element: from, ...(method === undefined ? {} : { method }) }));
  if (element.kind === 'projection') {
    for (const query of landscape.ofKind('query')) {
      if (query.belongsTo === element.id) found.push({ element: query.id }, ...affectedBy(landscape, query));
    }
  }
  const unique = new Map(found.map((each) => [keyOf(each), each]));
  return [...unique.keys()].sort(compare).map((key) => unique.get(key)!);
}

function keyOf({ element, method = '' }: Affected): string {
  return `${element} ${method}`;
}
