import type { ElementDocument, Landscape } from '@domainry/model';
import type { Figure, FigureOptions } from './figure.js';
import { FlowGraph } from './flow-graph.js';
import { flowchart } from './flowchart.js';
import { graphFigure } from './graph-figure.js';

/**
 * What leads to a message and what becomes of it: who sends or raises it, who handles it, what they call and change, and
 * what is raised or sent then.
 *
 * @param depth - how many messages the flow is followed through, from this one on; 1 shows the message with its
 * neighbours.
 */
export async function messageFlowFigure(
  landscape: Landscape,
  message: ElementDocument,
  depth: 1 | 2 | 3 = 2,
  options: FigureOptions = {},
): Promise<Figure | undefined> {
  const flow = new FlowGraph(landscape, options, message);
  flow.before(message);
  flow.after(message, depth);
  if (flow.edges.length === 0) return undefined;
  return graphFigure(
    {
      title: `Flow of ${message.name}`,
      description: `What leads to ${message.name}, who handles it, and what follows.`,
      direction: 'right',
      nodes: flow.nodes,
      edges: flow.edges,
      groups: flow.groups,
    },
    flowchart,
    options,
  );
}
