import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { linesOf } from './cluster-figure.js';
import { cardinality, elementNode, typeOf, unknownNode } from './element-node.js';
import { entityDiagram } from './entity-diagram.js';
import type { Figure, FigureOptions } from './figure.js';
import type { GraphNode, GraphRow } from './graph.js';
import { graphFigure } from './graph-figure.js';

/**
 * What a context keeps, and how it is connected: aggregates, entities and value objects that are held, with their fields
 * and keys. Nothing when it keeps nothing.
 */
export async function entityRelationFigure(
  landscape: Landscape,
  context: string,
  options: FigureOptions = {},
): Promise<Figure | undefined> {
  const kept = (['aggregate', 'entity', 'valueObject'] as const)
    .flatMap((kind) => landscape.ofKind(kind, context))
    .filter((element) => element.abstract !== true && element.fields.length > 0);
  if (kept.length === 0) return undefined;
  const nodes = new Map<string, GraphNode>(
    kept.map((element) => [
      element.id,
      elementNode(landscape, element, options, { rows: keyRows(landscape, element) }),
    ]),
  );
  const edges = kept.flatMap(linesOf);
  for (const { to } of edges) {
    const element = landscape.find(to);
    if (!nodes.has(to)) {
      nodes.set(to, element === undefined ? unknownNode(to) : elementNode(landscape, element, options));
    }
  }
  return graphFigure(
    {
      title: `Entities of ${context}`,
      description: `What ${context} keeps, field by field, and how it is connected.`,
      direction: 'right',
      nodes: [...nodes.values()],
      edges,
    },
    entityDiagram,
    options,
  );
}

function keyRows(landscape: Landscape, element: ElementDocument): readonly GraphRow[] {
  return element.fields.map((field, position) => ({
    name: field.name,
    detail: `${typeOf(landscape, field)}${keyOf(field)}`,
    first: position === 0,
  }));
}

function keyOf(field: FieldDocument): string {
  if (field.identifier === true) return ' · PK';
  if (field.kind === 'reference') return ' · FK';
  if (field.unique === true) return ' · UK';
  return cardinality(field) === '0..1' ? ' · optional' : '';
}
