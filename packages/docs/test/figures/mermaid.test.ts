import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { landscapeOf } from '@domainry/model';
import { classDiagram } from '../../src/figures/class-diagram.js';
import { entityDiagram } from '../../src/figures/entity-diagram.js';
import { eventModeling } from '../../src/figures/event-modeling.js';
import { flowchart } from '../../src/figures/flowchart.js';
import type { Graph } from '../../src/figures/graph.js';
import { sequenceDiagram } from '../../src/figures/sequence-diagram.js';
import { stateFigure } from '../../src/figures/state-figure.js';
import type { Cell } from '../../src/figures/timeline.js';
import { bookshop, hostileBookshop } from '../bookshop.js';
import { figuresOf } from './bookshop-figures.js';
import { parseMermaid } from './parse-mermaid.js';
import '../same-cases-in-ci.js';

describe('Mermaid text of figures', () => {
  test.each([
    ['the bookshop', bookshop],
    ['the bookshop as told by somebody who means harm', hostileBookshop],
  ])('is read by Mermaid: all of %s', async (_name, documents) => {
    const figures = await figuresOf(documents);

    const results = parseMermaid([...figures.values()].map(({ mermaid }) => mermaid));

    expect(results.filter((result) => 'error' in result)).toEqual([]);
    expect(results.length).toBeGreaterThan(20);
  });

  test('is a diagram of the kind that fits', async () => {
    const figures = await figuresOf(bookshop);
    const names = [
      'context map',
      'cluster of Ordering.Order',
      'entities of Ordering',
      'states of Ordering.Order.status',
      'sequence of Ordering.Fulfilment',
      'event model',
    ];

    const types = parseMermaid(names.map((name) => figures.get(name)!.mermaid));

    expect(types).toEqual([
      { type: 'flowchart-v2' },
      { type: 'classDiagram' },
      { type: 'er' },
      { type: 'stateDiagram' },
      { type: 'sequence' },
      { type: 'eventmodeling' },
    ]);
  });

  test('is read by Mermaid whatever names there are', async () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({
        unit: fc.constantFrom(...Array.from('"\'`#&;:<>{}[]()|\\~*_$@=-,+/!^% endclickstyleX\n\r\t')),
        maxLength: 30,
      }),
      fc.constantFrom(
        'end',
        'End',
        '[*]',
        'note right of n0',
        '%%{init: {}}%%',
        'click n0 href "x"',
        '---',
        'style n0 fill:#f00',
        'state',
        'title x',
        '__proto__',
        'o--',
        'default',
      ),
    );
    const texts = fc.sample(name, { numRuns: 60, seed: 7 });

    const diagrams = texts.flatMap((text, position) => diagramsWith(text, texts[position + 1] ?? 'last'));
    const states = await Promise.all(texts.map((text) => stateDiagramWith(text)));
    const others = texts.flatMap((text) => [sequenceWith(text, texts[0]!), timelineWith(text)]);
    const results = parseMermaid([...diagrams, ...states, ...others]);

    expect(results.filter((result) => 'error' in result)).toEqual([]);
  });

  test('keeps directives of the model out of the diagram', () => {
    const [diagram] = diagramsWith('%%{init: {"securityLevel": "loose"}}%%', 'click n0 call alert()');

    expect(diagram).not.toContain('%%');
    expect(diagram!.split('\n')).toHaveLength(7);
  });
});

function diagramsWith(text: string, other: string): readonly string[] {
  const graph: Graph = {
    title: text,
    description: text,
    direction: 'right',
    groups: [{ id: 'g', label: text }],
    nodes: [
      {
        id: text,
        kind: 'aggregate',
        label: text,
        caption: other,
        rows: [{ name: other, detail: text }, { name: text }],
        group: 'g',
      },
      { id: `${text} 2`, kind: 'event', label: other, rows: [{ name: text, detail: `${other} · PK` }] },
    ],
    edges: [
      { from: text, to: `${text} 2`, relation: text, label: text, count: other },
      { from: `${text} 2`, to: text, relation: text, label: other, count: '0..1', tail: 'diamond' },
    ],
  };
  return [flowchart(graph), classDiagram(graph), entityDiagram(graph)];
}

async function stateDiagramWith(text: string): Promise<string> {
  const landscape = landscapeOf(bookshop);
  const order = landscape.find('Ordering.Order')!;
  const figure = await stateFigure(landscape, order, {
    field: text,
    states: [text, `${text}2`],
    initial: text,
    final: [`${text}2`],
    transitions: [{ from: text, to: `${text}2`, methods: [text] }],
  });
  return figure!.mermaid;
}

function sequenceWith(text: string, other: string): string {
  return sequenceDiagram({
    participants: [{ id: text }, { id: `${text}2` }],
    main: [
      { from: text, to: `${text}2`, text: other, kind: 'event' },
      { from: text, to: text, text: other, kind: 'note' },
    ],
    branches: [{ event: text, tellings: [{ from: `${text}2`, to: text, text, kind: 'command' }] }],
  });
}

function timelineWith(text: string): string {
  const node = (id: string, kind: 'command' | 'event'): Cell => ({
    column: 0,
    lane: 1,
    node: { id, kind, label: text, within: [text] },
  });
  return eventModeling({
    lanes: [],
    spans: [],
    columns: 1,
    cells: [node(text, 'command'), node(`${text}2`, 'event')],
    edges: [{ from: text, to: `${text}2`, relation: text }],
  });
}
