import { describe, expect, test } from '@jest/globals';
import { flowchart } from '../../src/figures/flowchart.js';
import type { Graph, GraphNode } from '../../src/figures/graph.js';
import { graphFigure } from '../../src/figures/graph-figure.js';
import { splitGraph } from '../../src/figures/split-graph.js';

function nodes(context: string, aggregate: string, count: number, namespace = ''): readonly GraphNode[] {
  return Array.from({ length: count }, (_, position) => ({
    id: `${context}.${aggregate}${namespace}${position}`,
    kind: 'event' as const,
    label: `${aggregate}${position}`,
    within: [context, aggregate, namespace],
  }));
}

const graph: Graph = {
  title: 'Everything',
  description: 'All there is.',
  direction: 'right',
  nodes: [
    ...nodes('Billing', 'Invoice', 9),
    ...nodes('Ordering', 'Customer', 6),
    ...nodes('Ordering', 'Order', 8, 'sales'),
    ...nodes('Ordering', 'Order', 7, 'packing'),
    ...nodes('Ordering', 'Cart', 2),
  ],
  edges: [
    { from: 'Ordering.Customer0', to: 'Ordering.Customer1', relation: 'leads to' },
    { from: 'Ordering.Customer0', to: 'Billing.Invoice0', relation: 'leads to' },
    { from: 'Ordering.Customer1', to: 'Billing.Invoice1', relation: 'leads to' },
  ],
};

describe('A graph of too many nodes', () => {
  test('is split by context, then by aggregate, then by namespace', () => {
    const { parts } = splitGraph(graph, 10);

    expect(parts.map(({ title, nodes: { length } }) => [title, length])).toEqual([
      ['Everything: Billing', 9],
      ['Everything: Customer', 6],
      ['Everything: sales', 8],
      ['Everything: packing, Cart', 9],
    ]);
  });

  test('keeps every node in one part, and every line in a part or in the index', () => {
    const { index, parts } = splitGraph(graph, 10);

    expect(parts.flatMap((part) => part.nodes.map(({ id }) => id)).sort()).toEqual(
      graph.nodes.map(({ id }) => id).sort(),
    );
    expect(parts.flatMap(({ edges }) => edges)).toEqual([graph.edges[0]]);
    expect(index.edges).toEqual([
      { from: 'Customer', to: 'Billing', relation: 'leads to', label: '2 lines' },
    ]);
  });

  test('is cut into pieces where nothing divides it', () => {
    const { parts } = splitGraph({ ...graph, nodes: nodes('Ordering', 'Order', 25), edges: [] }, 10);

    expect(parts.map((part) => part.nodes.length)).toEqual([10, 10, 5]);
    expect(new Set(parts.map(({ title }) => title)).size).toBe(3);
  });

  test('becomes a figure of its parts, with a figure for each', async () => {
    const figure = await graphFigure(graph, flowchart, { mostNodes: 10 });

    expect(figure.nodes.map(({ label, lines }) => [label, ...lines])).toEqual(
      expect.arrayContaining([['Billing', '9 elements']]),
    );
    expect(figure.parts?.map(({ nodes: { length } }) => length)).toEqual([9, 6, 8, 9]);
  });

  test('of just as many nodes as are allowed is one figure', async () => {
    const figure = await graphFigure(graph, flowchart, { mostNodes: 32 });

    expect(figure.parts).toBeUndefined();
    expect(figure.nodes).toHaveLength(32);
  });
});
