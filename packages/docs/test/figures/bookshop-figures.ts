import { landscapeOf, type Landscape, type ModelDocument } from '@domainry/model';
import { clusterFigure } from '../../src/figures/cluster-figure.js';
import { contextMapFigure } from '../../src/figures/context-map-figure.js';
import { entityRelationFigure } from '../../src/figures/entity-relation-figure.js';
import { eventModelFigure } from '../../src/figures/event-model-figure.js';
import type { Figure, FigureOptions } from '../../src/figures/figure.js';
import { messageFlowFigure } from '../../src/figures/message-flow-figure.js';
import { processSequenceFigure } from '../../src/figures/process-figure.js';
import { stateFigure } from '../../src/figures/state-figure.js';

/** Every figure there is of some documents, by what it is and of what; parts of split figures included. */
export async function figuresOf(
  documents: readonly ModelDocument[],
  options: FigureOptions = { href: (id) => `#${id}` },
): Promise<ReadonlyMap<string, Figure>> {
  const landscape = landscapeOf(documents);
  const figures = new Map<string, Figure>();
  const keep = (name: string, figure: Figure | undefined): void => {
    if (figure === undefined) return;
    figures.set(name, figure);
    figure.parts?.forEach((part, position) => figures.set(`${name} part ${position}`, part));
  };
  keep('context map', await contextMapFigure(landscape, options));
  keep('event model', await eventModelFigure(landscape, options));
  await keepElements(landscape, options, keep);
  for (const { context } of landscape.documents) {
    keep(`entities of ${context.name}`, await entityRelationFigure(landscape, context.name, options));
  }
  return figures;
}

async function keepElements(
  landscape: Landscape,
  options: FigureOptions,
  keep: (name: string, figure: Figure | undefined) => void,
): Promise<void> {
  for (const element of landscape.elements) {
    for (const machine of element.stateMachines) {
      keep(
        `states of ${element.id}.${machine.field}`,
        await stateFigure(landscape, element, machine, options),
      );
    }
    if (element.kind === 'aggregate') {
      keep(`cluster of ${element.id}`, await clusterFigure(landscape, element, options));
    }
    if (element.kind === 'processManager') {
      keep(`sequence of ${element.id}`, await processSequenceFigure(landscape, element, options));
    }
    if (element.message !== undefined) {
      keep(`flow of ${element.id}`, await messageFlowFigure(landscape, element, 3, options));
    }
  }
}
