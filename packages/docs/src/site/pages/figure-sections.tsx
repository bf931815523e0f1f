import type { ElementDocument } from '@domainry/model';
import { clusterFigure } from '../../figures/cluster-figure.js';
import { contextMapFigure } from '../../figures/context-map-figure.js';
import type { Figure } from '../../figures/figure.js';
import { processSequenceFigure } from '../../figures/process-figure.js';
import { stateFigure } from '../../figures/state-figure.js';
import { flowFigures } from '../flow-figures.js';
import { section, type PageSection } from '../page.js';
import { FigureView } from '../parts/figure-view.js';
import { PageLink } from '../parts/links.js';
import { figureOptions } from '../figure-options.js';
import type { Site } from '../site.js';

/** What an aggregate consists of; nothing when that is only itself. */
export async function clusterSection(site: Site, element: ElementDocument): Promise<PageSection | undefined> {
  return figureSection(
    'cluster',
    'Cluster',
    await clusterFigure(site.landscape, element, figureOptions(site)),
  );
}

/** The states of an element, one section for each field that has them. */
export function statesSection(
  site: Site,
  element: ElementDocument,
): Promise<readonly (PageSection | undefined)[]> {
  const { stateMachines } = element;
  return Promise.all(
    stateMachines.map(async (machine) =>
      figureSection(
        `states-${machine.field}`,
        stateMachines.length === 1 ? 'States' : `States of ${machine.field}`,
        await stateFigure(site.landscape, element, machine, figureOptions(site)),
      ),
    ),
  );
}

/** What happens next to a message, with the way to more of it. */
export async function flowSection(site: Site, message: ElementDocument): Promise<PageSection | undefined> {
  const [next] = await flowFigures(site, message);
  const address = site.addresses.flow(message.id);
  return section(
    'flow',
    'Flow',
    next && (
      <>
        <FigureView id="flow-figure" figure={next.figure} />
        {address === undefined ? (
          ''
        ) : (
          <p>
            <PageLink to={address}>Follow it further</PageLink>
          </p>
        )}
      </>
    ),
  );
}

/** How contexts relate to each other; a single one has nothing to relate to. */
export async function contextMapSection(site: Site): Promise<PageSection | undefined> {
  if (site.landscape.documents.length < 2) return undefined;
  return figureSection('map', 'Context map', await contextMapFigure(site.landscape, figureOptions(site)));
}

/** What a process and the others say to each other, in time. */
export async function sequenceSection(
  site: Site,
  process: ElementDocument,
): Promise<PageSection | undefined> {
  return figureSection(
    'sequence',
    'Sequence',
    await processSequenceFigure(site.landscape, process, figureOptions(site)),
  );
}

/** A figure with a heading of its own; nothing when there is none. */
export function figureSection(
  id: string,
  title: string,
  figure: Figure | undefined,
): PageSection | undefined {
  return section(id, title, figure && <FigureView id={`${id}-figure`} figure={figure} />);
}
