import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import type { FigureOptions } from './figure.js';
import type { GraphNode, GraphRow } from './graph.js';
import { kindLooks } from './kind-look.js';

/** The node that stands for an element. */
export function elementNode(
  landscape: Landscape,
  element: ElementDocument,
  { href }: FigureOptions,
  more: Partial<GraphNode> = {},
): GraphNode {
  return {
    id: element.id,
    kind: element.kind,
    label: element.name,
    caption: captionOf(element),
    href: href?.(element.id),
    within: [
      landscape.documentOf(element).context.name,
      landscape.find(element.aggregate ?? '')?.name ?? '',
      element.documentation?.namespace ?? '',
    ],
    ...more,
  };
}

/** A node for an id that no document has: of a context that was not read. */
export function unknownNode(id: string, more: Partial<GraphNode> = {}): GraphNode {
  const dot = id.indexOf('.');
  return {
    id,
    kind: 'external',
    label: id.slice(dot + 1),
    caption: dot > 0 ? `of ${id.slice(0, dot)}` : 'outside',
    within: [dot > 0 ? id.slice(0, dot) : '', '', ''],
    ...more,
  };
}

function captionOf({ kind, message, storage, deprecated }: ElementDocument): string {
  return [
    kindLooks[kind].word,
    ...(message !== undefined && (message.version > 1 || kind === 'event') ? [`v${message.version}`] : []),
    ...(message?.published === true ? ['published'] : []),
    ...(storage?.eventSourced === true ? ['event-sourced'] : []),
    ...(deprecated === undefined ? [] : ['deprecated']),
  ].join(' · ');
}

/** The fields of an element as rows of its node: name, and type as readers know it. */
export function fieldRows(landscape: Landscape, element: ElementDocument): readonly GraphRow[] {
  return element.fields.map((field, position) => ({
    name: `${field.name}${field.presence === 'optional' || field.presence === 'nullable' ? '?' : ''}`,
    detail: `${typeOf(landscape, field)}${field.identifier === true ? ' · id' : ''}`,
    first: position === 0,
  }));
}

/** The type of a field in a word or two: `Money`, `OrderLine [0..*]`, `identifier`, `list of string`. */
export function typeOf(landscape: Landscape, field: FieldDocument): string {
  const target = field.target === undefined ? undefined : nameOf(landscape, field.target);
  switch (field.kind) {
    case 'hasMany':
      return `${target ?? '…'} [${cardinality(field)}]`;
    case 'reference':
      return `→ ${target ?? '…'}`;
    case 'list':
    case 'dict':
      return field.items === undefined ? field.kind : `${field.kind} of ${typeOf(landscape, field.items)}`;
    default:
      return target ?? field.kind;
  }
}

/** How many of its target a field holds. */
export function cardinality(field: FieldDocument): string {
  const isMany = field.kind === 'hasMany' || field.kind === 'list' || field.kind === 'dict';
  const isOptional = field.presence === 'optional' || field.presence === 'nullable';
  if (!isMany) return isOptional ? '0..1' : '1';
  const { minLength: least, maxLength: most } = field.constraints;
  return `${typeof least === 'number' ? least : 0}..${typeof most === 'number' ? most : '*'}`;
}

/** Name of an element; of one nobody knows, its id. */
export function nameOf(landscape: Landscape, id: string): string {
  return landscape.find(id)?.name ?? id;
}
