import type { ElementKind } from '@domainry/core';
import { compare } from '../document/compare.js';
import type { EdgeDocument, EdgeKind } from '../document/edge-document.js';
import type { ElementDocument } from '../document/element-document.js';
import type { ModelDocument } from '../document/model-document.js';
import { subscriptionsAcross } from './subscriptions.js';

/** Several model documents side by side, indexed for those who ask questions of them. */
export interface Landscape {
  /** By name of the context. */
  readonly documents: readonly ModelDocument[];
  /** All elements, by id. */
  readonly elements: readonly ElementDocument[];
  /** The element of this id; undefined when no document has it. */
  find(id: string): ElementDocument | undefined;
  /** The document an element is in. */
  documentOf(element: ElementDocument): ModelDocument;
  /** Elements of one kind, by id; of one context when that is named. */
  ofKind(kind: ElementKind, context?: string): readonly ElementDocument[];
  /** Elements of the cluster of an aggregate, itself included, by id. */
  ofAggregate(id: string): readonly ElementDocument[];
  /** Elements that name another as what they belong to, by id. */
  belongingTo(id: string): readonly ElementDocument[];
  /**
   * Edges that start at an element, of the kinds that are named, or of all; what subscribers listen to in other contexts
   * included.
   */
  edgesFrom(id: string, ...kinds: EdgeKind[]): readonly EdgeDocument[];
  /** Edges that lead to an element, of the kinds that are named, or of all; from whatever context. */
  edgesTo(id: string, ...kinds: EdgeKind[]): readonly EdgeDocument[];
}

/**
 * Lays documents side by side.
 *
 * @param documents - one for each context, in any order.
 * @throws RangeError when two documents describe contexts of the same name.
 */
export function landscapeOf(documents: readonly ModelDocument[]): Landscape {
  const sorted = [...documents].sort((one, other) => compare(one.context.name, other.context.name));
  const twice = sorted.find((document, at) => sorted[at + 1]?.context.name === document.context.name);
  if (twice !== undefined) {
    throw new RangeError(`Two documents describe the context ${twice.context.name}; give one of them.`);
  }
  const documentsByElement = new Map<ElementDocument, ModelDocument>();
  const byId = new Map<string, ElementDocument>();
  const byKind = new Map<ElementKind, ElementDocument[]>();
  const byAggregate = new Map<string, ElementDocument[]>();
  const byOwner = new Map<string, ElementDocument[]>();
  const leaving = new Map<string, EdgeDocument[]>();
  const arriving = new Map<string, EdgeDocument[]>();
  for (const document of sorted) {
    for (const element of document.elements) {
      documentsByElement.set(element, document);
      byId.set(element.id, element);
      add(byKind, element.kind, element);
    }
  }
  for (const edge of [...sorted.flatMap(({ edges }) => edges), ...subscriptionsAcross(sorted)]) {
    add(leaving, edge.from, edge);
    add(arriving, edge.to, edge);
  }
  const elements = [...byId.values()].sort((one, other) => compare(one.id, other.id));
  for (const list of byKind.values()) list.sort((one, other) => compare(one.id, other.id));
  for (const element of elements) {
    if (element.aggregate !== undefined) add(byAggregate, element.aggregate, element);
    if (element.belongsTo !== undefined) add(byOwner, element.belongsTo, element);
  }

  return {
    documents: sorted,
    elements,
    find: (id) => byId.get(id),
    documentOf: (element) => documentsByElement.get(element)!,
    ofKind: (kind, context) =>
      (byKind.get(kind) ?? []).filter(
        (element) => context === undefined || documentsByElement.get(element)!.context.name === context,
      ),
    ofAggregate: (id) => byAggregate.get(id) ?? [],
    belongingTo: (id) => byOwner.get(id) ?? [],
    edgesFrom: (id, ...kinds) => among(leaving.get(id), kinds),
    edgesTo: (id, ...kinds) => among(arriving.get(id), kinds),
  };
}

function among(
  edges: readonly EdgeDocument[] | undefined,
  kinds: readonly EdgeKind[],
): readonly EdgeDocument[] {
  return (edges ?? []).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
}

function add<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
