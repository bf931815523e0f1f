import type { Landscape } from '@domainry/model';
import { drawEdge } from './draw-edge.js';
import { drawPicture } from './draw-graph.js';
import { drawNode } from './draw-node.js';
import { eventModel, type Slice } from './event-model.js';
import { eventModeling } from './event-modeling.js';
import type { Figure, FigureOptions } from './figure.js';
import { flowchart } from './flowchart.js';
import { edgeRow, graphFigure, nodeRow } from './graph-figure.js';
import { placeTimeline, type PlacedTimeline } from './place-timeline.js';
import { timelineOf, type Timeline } from './timeline.js';
import { escapeXml, xml } from './xml.js';

/**
 * The story of a system from left to right: what is wanted, what became a fact, what is shown, and who reacts. Long ones
 * are told in parts, by context and aggregate. Nothing when nothing happens.
 */
export async function eventModelFigure(
  landscape: Landscape,
  options: FigureOptions = {},
): Promise<Figure | undefined> {
  const slices = eventModel(landscape);
  if (slices.length === 0) return undefined;
  const title = 'Event model';
  const description = `What happens in ${landscape.documents.map(({ context }) => context.name).join(', ')}, in ${slices.length === 1 ? '1 slice' : `${slices.length} slices`} from left to right.`;
  const { mostNodes = 40 } = options;
  const whole = timelineOf(landscape, slices, options);
  if (whole.cells.length <= mostNodes) return timelineFigure(title, description, whole, options);

  const chapters = chaptersOf(landscape, slices, mostNodes, options);
  const chapterOf = new Map(
    chapters.flatMap(({ name, timeline }) => timeline.cells.map(({ node }) => [node.id, name] as const)),
  );
  const index = await graphFigure(
    {
      title,
      description: `${description} It is told in ${chapters.length} parts.`,
      direction: 'right',
      nodes: chapters.map(({ name, timeline }) => ({
        id: name,
        kind: 'group',
        label: name,
        caption: `${timeline.cells.length} elements`,
      })),
      edges: linesBetween(whole, chapterOf),
    },
    flowchart,
    // An index is not split again.
    { ...options, mostNodes: Infinity },
  );
  return {
    ...index,
    parts: chapters.map(({ name, timeline }) =>
      timelineFigure(`${title}: ${name}`, description, timeline, options),
    ),
  };
}

interface Chapter {
  readonly name: string;
  readonly timeline: Timeline;
}

/** Slices of one context follow each other; a chapter ends where the next aggregate would make it too long. */
function chaptersOf(
  landscape: Landscape,
  slices: readonly Slice[],
  mostNodes: number,
  options: FigureOptions,
): readonly Chapter[] {
  const chapters: Chapter[] = [];
  for (const { context } of landscape.documents) {
    let kept: Slice[] = [];
    const own = slices.filter((slice) => slice.context === context.name);
    for (const slice of own) {
      const longer = [...kept, slice];
      if (kept.length > 0 && timelineOf(landscape, longer, options).cells.length > mostNodes) {
        chapters.push(chapterOf(landscape, context.name, kept, chapters, options));
        kept = [slice];
      } else {
        kept = longer;
      }
    }
    if (kept.length > 0) chapters.push(chapterOf(landscape, context.name, kept, chapters, options));
  }
  return chapters;
}

function chapterOf(
  landscape: Landscape,
  context: string,
  slices: readonly Slice[],
  before: readonly Chapter[],
  options: FigureOptions,
): Chapter {
  const ids = [...new Set(slices.map(({ aggregate }) => aggregate))].filter((id) => id !== '');
  const names = ids.map((id) => landscape.find(id)?.name ?? id).slice(0, 3);
  const name = names.length === 0 ? context : `${context}: ${names.join(', ')}${ids.length > 3 ? ' …' : ''}`;
  const same = before.filter(
    (chapter) => chapter.name === name || chapter.name.startsWith(`${name} (`),
  ).length;
  return {
    name: same === 0 ? name : `${name} (${same + 1})`,
    timeline: timelineOf(landscape, slices, options),
  };
}

function linesBetween(
  { edges }: Timeline,
  chapterOf: ReadonlyMap<string, string>,
): readonly {
  readonly from: string;
  readonly to: string;
  readonly relation: string;
  readonly label: string;
}[] {
  const counts = new Map<string, { readonly from: string; readonly to: string; count: number }>();
  for (const edge of edges) {
    const [from, to] = [chapterOf.get(edge.from), chapterOf.get(edge.to)];
    if (from === undefined || to === undefined || from === to) continue;
    const key = JSON.stringify([from, to]);
    const found = counts.get(key) ?? { from, to, count: 0 };
    found.count += 1;
    counts.set(key, found);
  }
  return [...counts.values()].map(({ from, to, count }) => ({
    from,
    to,
    relation: 'leads to',
    label: count === 1 ? '1 line' : `${count} lines`,
  }));
}

function timelineFigure(
  title: string,
  description: string,
  timeline: Timeline,
  { picture }: FigureOptions,
): Figure {
  const placed = placeTimeline(timeline);
  return {
    title,
    description,
    nodes: placed.nodes.map(({ node }) => nodeRow(node)),
    edges: timeline.edges.map(edgeRow),
    svg: picture === false ? '' : drawPicture(placed, title, description, drawTimeline(timeline, placed)),
    mermaid: eventModeling(timeline),
  };
}

function drawTimeline({ lanes }: Timeline, placed: PlacedTimeline): string {
  const { width, left } = placed;
  const drawnLanes = placed.lanes.map(({ top, height }, position) => {
    const { label, href } = lanes[position]!;
    const text = xml(
      'text',
      { class: 'figure-group-label', x: 12, y: top + height / 2 + 4 },
      escapeXml(label),
    );
    return (
      (position % 2 === 0 ? xml('rect', { class: 'figure-band', x: 0, y: top, width, height }) : '') +
      (href === undefined ? text : xml('a', { href }, text))
    );
  });
  const drawnSpans = placed.spans.map(({ span, left: start, right }) => [
    xml(
      'text',
      { class: 'figure-caption figure-middle', x: (start + right) / 2, y: 30 },
      escapeXml(span.label),
    ),
    xml('path', { class: 'figure-lane', d: `M${right} 14V${placed.height - 12}` }),
  ]);
  return [
    ...drawnLanes,
    ...drawnSpans.flat(),
    xml('path', { class: 'figure-lane', d: `M${left} 14V${placed.height - 12}` }),
    ...placed.edges.map((edge) => drawEdge(edge)),
    ...placed.nodes.map(drawNode),
  ].join('');
}
