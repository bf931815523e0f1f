import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Graph, GraphEdge, GraphNode } from '../../src/figures/graph.js';
import { layOut } from '../../src/figures/layout.js';
import type { Box, PlacedGraph } from '../../src/figures/placed-graph.js';
import '../same-cases-in-ci.js';

const kinds = [
  'aggregate',
  'entity',
  'event',
  'command',
  'processManager',
  'projection',
  'state',
  'start',
] as const;

const graphs: fc.Arbitrary<Graph> = fc
  .record({
    labels: fc.array(fc.tuple(fc.constantFrom(...kinds), fc.string({ maxLength: 60 }), fc.nat(3)), {
      minLength: 1,
      maxLength: 18,
    }),
    ends: fc.array(fc.tuple(fc.nat(17), fc.nat(17), fc.string({ maxLength: 40 })), { maxLength: 25 }),
    direction: fc.constantFrom('right' as const, 'down' as const),
    isGrouped: fc.boolean(),
  })
  .map(({ labels, ends, direction, isGrouped }): Graph => ({
    title: '',
    description: '',
    direction,
    nodes: labels.map(([kind, label, rows], position): GraphNode => ({
      id: `${position}`,
      kind,
      label,
      rows: Array.from({ length: rows }, () => ({ name: label, detail: label })),
      ...(isGrouped && position % 3 > 0 ? { group: `${position % 3}` } : {}),
    })),
    edges: ends.map(([from, to, label]): GraphEdge => ({
      from: `${from % labels.length}`,
      to: `${to % labels.length}`,
      label,
      relation: 'leads to',
    })),
    groups: isGrouped ? ['1', '2'].map((id) => ({ id, label: `Group ${id}` })) : [],
  }));

describe('The layout of a graph', () => {
  test('puts no two nodes on one place, and draws every line from its start to its end', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const placed = await layOut(graph);

        expect(overlaps(placed)).toEqual([]);
        expect(placed.nodes).toHaveLength(graph.nodes.length);
        expect(placed.edges.filter((edge) => !isAttached(placed, edge))).toEqual([]);
        expect(placed.edges).toHaveLength(graph.edges.length);
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  test('puts nodes that stand one behind the other on one line, in the order of their lines', async () => {
    const chain = (direction: Graph['direction']): Graph => ({
      title: '',
      description: '',
      direction,
      nodes: ['c', 'a', 'b'].map((id) => ({ id, kind: 'event', label: id.repeat(9) })),
      edges: [
        { from: 'b', to: 'c', relation: 'leads to' },
        { from: 'a', to: 'b', relation: 'leads to', label: 'calls it' },
      ],
    });

    const right = await layOut(chain('right'));
    const down = await layOut(chain('down'));

    expect(right.nodes.map(({ node }) => node.id)).toEqual(['a', 'b', 'c']);
    expect(new Set(right.nodes.map(({ y, height }) => y + height / 2)).size).toBe(1);
    expect(new Set(down.nodes.map(({ x, width }) => x + width / 2)).size).toBe(1);
    for (const placed of [right, down]) {
      expect(overlaps(placed)).toEqual([]);
      expect(placed.edges.map(({ edge }) => edge.from)).toEqual(['b', 'a']);
      expect(placed.edges[1]!.labels).toMatchObject([{ lines: ['calls it'] }]);
      expect(placed.edges.filter((edge) => !isAttached(placed, edge))).toEqual([]);
    }
    expect(down.height).toBeGreaterThan(down.width);
  });

  test('keeps nodes, lines, labels and frames inside the picture', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (graph) => {
        const placed = await layOut(graph);
        const boxes: Box[] = [
          ...placed.nodes,
          ...placed.groups,
          ...placed.edges.flatMap(({ labels }) => labels),
          ...placed.edges.flatMap(({ points }) => points.map((point) => ({ ...point, width: 0, height: 0 }))),
        ];

        expect(boxes.filter((box) => !isWithin(box, { x: 0, y: 0, ...placed }))).toEqual([]);
      }),
      { numRuns: 25, seed: 12 },
    );
  });

  test('is the same every time', async () => {
    const [graph] = fc.sample(graphs, { numRuns: 1, seed: 13 });

    expect(await layOut(graph!)).toEqual(await layOut(graph!));
  });

  test('of 600 nodes takes less than two seconds of work', async () => {
    const graph: Graph = {
      title: '',
      description: '',
      direction: 'right',
      nodes: Array.from({ length: 600 }, (_, position) => ({
        id: `${position}`,
        kind: 'event',
        label: `Something${position}Happened`,
      })),
      edges: Array.from({ length: 599 }, (_, position) => ({
        from: `${Math.floor(position / 3)}`,
        to: `${position + 1}`,
        relation: 'leads to',
      })),
    };
    await layOut({ ...graph, nodes: graph.nodes.slice(0, 2), edges: [] });

    const seconds: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const before = process.cpuUsage();
      const placed = await layOut(graph);
      const { user, system } = process.cpuUsage(before);
      expect(placed.nodes).toHaveLength(600);
      seconds.push((user + system) / 1e6);
    }

    // Time of the processor, and the best of three: what else the machine does is not counted.
    expect(Math.min(...seconds)).toBeLessThan(2);
  });
});

function overlaps({ nodes }: PlacedGraph): readonly string[] {
  return nodes.flatMap((one, position) =>
    nodes
      .slice(position + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other) => `${one.node.id} and ${other.node.id}`),
  );
}

function isAttached({ nodes }: PlacedGraph, { edge, points }: PlacedGraph['edges'][number]): boolean {
  const from = nodes.find(({ node }) => node.id === edge.from)!;
  const to = nodes.find(({ node }) => node.id === edge.to)!;
  const ends = [
    [points[0]!, from],
    [points.at(-1)!, to],
  ] as const;
  return ends.every(([point, node]) => isWithin({ ...point, width: 0, height: 0 }, node, 2.5));
}

function isWithin(box: Box, outer: Box, slack = 0.5): boolean {
  return (
    box.x >= outer.x - slack &&
    box.y >= outer.y - slack &&
    box.x + box.width <= outer.x + outer.width + slack &&
    box.y + box.height <= outer.y + outer.height + slack
  );
}
