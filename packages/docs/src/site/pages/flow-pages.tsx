import type { ElementDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { fixedAddresses } from '../addresses.js';
import { flowFigures, type FlowFigure } from '../flow-figures.js';
import { kindsOnSite } from '../kinds.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { FigureView } from '../parts/figure-view.js';
import { ElementLink, KindGlyph, PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Line } from '../parts/prose.js';
import type { Site } from '../site.js';

const kinds = ['command', 'event', 'query'] as const;

/** What follows from a message, as far as three messages on; each depth has an address of its own. */
export async function flowPage(site: Site, root: ElementDocument): Promise<Page | undefined> {
  if (!kinds.some((kind) => kind === root.kind)) return undefined;
  const figures = await flowFigures(site, root);
  if (figures.length === 0) return undefined;
  const context = site.landscape.documentOf(root).context.name;
  return {
    address: site.addresses.flow(root.id)!,
    title: `Flow of ${root.name}`,
    trail: [{ title: 'Flows', address: fixedAddresses.flows }],
    element: root,
    context,
    wide: true,
    head: (
      <>
        <PageHead
          kind="Flow"
          title={root.name}
          {...(root.description === undefined ? {} : { text: root.description })}
        />
        <p>
          <ElementLink id={root.id} /> and what leads to it and follows from it, step by step.
        </p>
      </>
    ),
    sections: sections(...figures.map(depthSection)),
  };
}

function depthSection({ depth, figure }: FlowFigure): PageSection | undefined {
  const titles = ['', 'Next to it', 'One message further', 'Two messages further'];
  return section(
    `depth-${depth}`,
    titles[depth]!,
    <FigureView
      id={`depth-${depth}-figure`}
      figure={{ ...figure, title: `${figure.title}: ${titles[depth]!.toLowerCase()}` }}
    />,
    figure.nodes.length,
  );
}

/** All messages whose flow can be followed. */
export function flowsPage(site: Site, roots: readonly ElementDocument[]): Page {
  return {
    address: fixedAddresses.flows,
    title: 'Flows',
    trail: [],
    head: (
      <PageHead
        title="Flows"
        text="Choose a message to see who sends it, who handles it, and what follows from it."
      />
    ),
    sections: sections(
      ...kinds.map((kind) => {
        const found = roots.filter((root) => root.kind === kind);
        const { folder, plural } = kindsOnSite[kind];
        return section(folder, plural, found.length > 0 && <Roots site={site} roots={found} />, found.length);
      }),
    ),
  };
}

function Roots({ site, roots }: { site: Site; roots: readonly ElementDocument[] }): VNode {
  return (
    <ul class="list">
      {roots.map(({ id, kind, name, description }) => (
        <li key={id}>
          <PageLink to={site.addresses.flow(id)!} class="element">
            <KindGlyph kind={kind} />
            <span class="name">{name}</span>
          </PageLink>
          {description === undefined ? (
            ''
          ) : (
            <span class="list-text">
              <Line text={description} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
