import type { ElementDocument, Landscape } from '@domainry/model';
import { drawPicture } from './draw-graph.js';
import { drawNode } from './draw-node.js';
import { drawArrow } from './draw-edge.js';
import { elementNode, unknownNode } from './element-node.js';
import type { Figure, FigureOptions } from './figure.js';
import type { GraphEdge } from './graph.js';
import { edgeRow, nodeRow } from './graph-figure.js';
import { placeSequence, type PlacedRow, type PlacedSequence } from './place-sequence.js';
import { processStory, type ProcessStory, type Telling } from './process-story.js';
import { sequenceDiagram } from './sequence-diagram.js';
import { textWidth } from './text-width.js';
import { escapeXml, xml } from './xml.js';

/**
 * Who tells what to whom while a process runs: the way it goes when all is well, then a frame for each event that takes
 * another way. Nothing for a process that handles no event.
 */
export async function processSequenceFigure(
  landscape: Landscape,
  process: ElementDocument,
  options: FigureOptions = {},
): Promise<Figure | undefined> {
  const story = processStory(landscape, process);
  if (story === undefined) return undefined;
  const nodes = story.participants.map(({ id, element }) =>
    element === undefined
      ? unknownNode(id, { kind: 'context', caption: 'context', href: options.href?.(id) })
      : elementNode(landscape, element, options, { focus: element === process }),
  );
  const placed = placeSequence(story, nodes);
  const title = `Sequence of ${process.name}`;
  const { length } = story.branches;
  const description = `Who tells what to whom while ${process.name} runs${length === 0 ? '' : `, and ${length === 1 ? 'one other way' : `${length} other ways`} it may take`}.`;
  return {
    title,
    description,
    nodes: nodes.map(nodeRow),
    edges: edgesOf(story).map(edgeRow),
    svg:
      options.picture === false ? '' : drawPicture(placed, title, description, drawSequence(placed, options)),
    mermaid: sequenceDiagram(story),
  };
}

function edgesOf({ main, branches }: ProcessStory): readonly GraphEdge[] {
  const edges = (tellings: readonly Telling[], condition: string): readonly GraphEdge[] =>
    tellings
      .filter(({ kind }) => kind !== 'note')
      .map(({ from, to, kind, text }) => ({
        from,
        to,
        label: text,
        relation: `${kind === 'event' ? 'tells' : 'asks for'}${condition}`,
      }));
  return [
    ...edges(main, ''),
    ...branches.flatMap(({ event, tellings }) => edges(tellings, `, when ${event}`)),
  ];
}

function drawSequence(placed: PlacedSequence, options: FigureOptions): string {
  return [
    ...placed.lives.map(({ x, top, bottom }) =>
      xml('path', { class: 'figure-life', d: `M${x} ${top}V${bottom}` }),
    ),
    ...placed.frames.map(({ label, x, y, width, height }) =>
      xml(
        'g',
        { class: 'figure-group' },
        xml('rect', { class: 'figure-frame figure-frame-clear', x, y, width, height, rx: 8 }),
        xml('rect', {
          class: 'figure-patch',
          x: x + 8,
          y: y + 6,
          width: Math.ceil(textWidth(label, 13, true)) + 12,
          height: 21,
        }),
        xml('text', { class: 'figure-group-label', x: x + 14, y: y + 21 }, escapeXml(label)),
      ),
    ),
    ...placed.rows.map((row) => drawRow(row, options)),
    ...placed.heads.map(drawNode),
  ].join('');
}

function drawRow({ telling, from, to, y, text, width }: PlacedRow, { href }: FigureOptions): string {
  const { kind, message } = telling;
  const middle = (from + to) / 2;
  if (kind === 'note') {
    return (
      xml('rect', { class: 'figure-note', x: middle - width / 2, y: y - 12, width, height: 24, rx: 3 }) +
      xml('text', { class: 'figure-edge-label', x: middle, y: y + 4 }, escapeXml(text))
    );
  }
  const label = xml(
    'g',
    {},
    xml('title', {}, escapeXml(`${telling.text}, ${kind}`)),
    xml('rect', { class: 'figure-patch', x: middle - width / 2, y: y - 22, width, height: 17 }),
    xml('text', { class: 'figure-edge-label figure-label-strong', x: middle, y: y - 9 }, escapeXml(text)),
  );
  const address = message === undefined ? undefined : href?.(message);
  return (
    drawArrow(
      [
        { x: from, y },
        { x: to, y },
      ],
      kind === 'event' ? 'dashed' : 'solid',
    ) + (address === undefined ? label : xml('a', { href: address }, label))
  );
}
