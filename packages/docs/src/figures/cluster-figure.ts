import type { ElementDocument, FieldDocument, Landscape } from '@domainry/model';
import { classDiagram } from './class-diagram.js';
import { cardinality, elementNode, fieldRows, unknownNode } from './element-node.js';
import type { Figure, FigureOptions } from './figure.js';
import type { GraphEdge, GraphNode, GraphRow } from './graph.js';
import { graphFigure } from './graph-figure.js';

/**
 * An aggregate with what it is made of, and the aggregates it points to: boxes with fields and methods, and how many
 * of each there are.
 *
 * @param aggregate - the root; of an entity or value object, the part of the cluster below it is shown.
 */
export async function clusterFigure(
  landscape: Landscape,
  aggregate: ElementDocument,
  options: FigureOptions = {},
): Promise<Figure | undefined> {
  const parts = partsOf(landscape, aggregate);
  const nodes = new Map<string, GraphNode>(
    parts.map((part) => [
      part.id,
      elementNode(landscape, part, options, {
        rows: boxRows(landscape, part),
        focus: part === aggregate && parts.length > 1,
      }),
    ]),
  );
  const edges = parts.flatMap((part) => linesOf(part));
  for (const { to } of edges) {
    const element = landscape.find(to);
    if (nodes.has(to)) continue;
    nodes.set(to, element === undefined ? unknownNode(to) : elementNode(landscape, element, options));
  }
  const { length } = parts;
  return graphFigure(
    {
      title: `Cluster of ${aggregate.name}`,
      description: `${aggregate.name} ${length === 1 ? 'stands alone' : `and the ${length === 2 ? 'part' : `${length - 1} parts`} it is made of`}, with fields and methods.`,
      direction: 'right',
      nodes: [...nodes.values()],
      edges,
    },
    classDiagram,
    options,
  );
}

/** The root first, then what it holds, in the order of its fields. */
function partsOf(landscape: Landscape, root: ElementDocument): readonly ElementDocument[] {
  const parts = [root];
  for (const part of parts) {
    for (const { target, isHeld } of targetsOf(part)) {
      const element = landscape.find(target);
      if (isHeld && element !== undefined && !parts.includes(element)) parts.push(element);
    }
  }
  return parts;
}

/** Lines from an element to what its fields hold or point to. */
export function linesOf(part: ElementDocument): readonly GraphEdge[] {
  return targetsOf(part).map(({ field, target, isHeld }) => ({
    from: part.id,
    to: target,
    relation: isHeld ? 'holds' : 'points to',
    label: field.name,
    count: cardinality(field),
    ...(isHeld ? { tail: 'diamond' as const } : { stroke: 'dashed' as const }),
  }));
}

function targetsOf(
  part: ElementDocument,
): readonly { readonly field: FieldDocument; readonly target: string; readonly isHeld: boolean }[] {
  return part.fields.flatMap((field) => {
    const held = field.items ?? field;
    return held.target === undefined
      ? []
      : [{ field, target: held.target, isHeld: held.kind !== 'reference' }];
  });
}

const mostRows = 16;

function boxRows(landscape: Landscape, part: ElementDocument): readonly GraphRow[] {
  const methods = part.methods.map(({ name }, position) => ({ name: `${name}()`, first: position === 0 }));
  return [...few(fieldRows(landscape, part)), ...few(methods)];
}

function few(rows: readonly GraphRow[]): readonly GraphRow[] {
  return rows.length <= mostRows
    ? rows
    : [...rows.slice(0, mostRows - 1), { name: `… ${rows.length - mostRows + 1} more` }];
}
