import type { ElementDocument } from '@domainry/model';
import type { Figure } from '../figures/figure.js';
import { FlowGraph } from '../figures/flow-graph.js';
import { messageFlowFigure } from '../figures/message-flow-figure.js';
import { figureOptions } from './figure-options.js';
import type { Site } from './site.js';

/** The flow of a message, followed through a number of messages. */
export interface FlowFigure {
  readonly depth: 1 | 2 | 3;
  readonly figure: Figure;
}

/** Of each site, the flow that was drawn last: the page of a message and that of its flow are written one after the other. */
const last = new WeakMap<
  Site,
  { readonly message: ElementDocument; readonly figures: Promise<readonly FlowFigure[]> }
>();

/** The flow of a message, followed further and further, as long as that shows more. */
export function flowFigures(site: Site, message: ElementDocument): Promise<readonly FlowFigure[]> {
  const drawn = last.get(site);
  if (drawn?.message === message) return drawn.figures;
  const figures = drawFlows(site, message);
  last.set(site, { message, figures });
  return figures;
}

async function drawFlows(site: Site, message: ElementDocument): Promise<readonly FlowFigure[]> {
  const drawn: FlowFigure[] = [];
  let before = 0;
  for (const depth of [1, 2, 3] as const) {
    const size = sizeOf(site, message, depth);
    if (size === before) break;
    before = size;
    const figure = await messageFlowFigure(site.landscape, message, depth, figureOptions(site));
    if (figure !== undefined) drawn.push({ depth, figure });
  }
  return drawn;
}

/** Laying out a graph takes a thousand times longer than counting its edges. */
function sizeOf({ landscape }: Site, message: ElementDocument, depth: number): number {
  const flow = new FlowGraph(landscape, {}, message);
  flow.before(message);
  flow.after(message, depth);
  return flow.edges.length;
}
