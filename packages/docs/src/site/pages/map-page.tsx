import type { ComponentChildren } from 'preact';
import { contextMapFigure } from '../../figures/context-map-figure.js';
import { fixedAddresses } from '../addresses.js';
import { figureOptions } from '../figure-options.js';
import { trafficOf, type Traffic } from '../../facts/traffic.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { elementLinks, PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Line } from '../parts/prose.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';
import { figureSection } from './figure-sections.js';

/** The contexts, what their teams agreed on, and what passes between them. */
export async function mapPage(site: Site): Promise<Page> {
  return {
    address: fixedAddresses.map,
    title: 'Context map',
    trail: [],
    head: (
      <PageHead
        title="Context map"
        text="Which contexts there are, how they relate, and what passes between them. Relations are declared; traffic is counted."
      />
    ),
    sections: sections(
      figureSection('map', 'Map', await contextMapFigure(site.landscape, figureOptions(site))),
      relationsSection(site),
      trafficSection(site),
      teamsSection(site),
    ),
    wide: true,
  };
}

function relationsSection({ landscape, addresses }: Site): PageSection | undefined {
  const relations = landscape.documents.flatMap(({ context: { name, relationships } }) =>
    relationships.map((relationship) => ({ name, ...relationship })),
  );
  return section(
    'relations',
    'Declared relations',
    relations.length > 0 && (
      <Table
        label="Declared relations"
        columns={['Context', 'Is', 'Of', 'Pattern', 'In words']}
        rows={relations.map(({ name, to, as, direction, description }) => ({
          key: `${name} ${to} ${as}`,
          cells: [
            <PageLink key="context" to={addresses.context(name)!}>
              {name}
            </PageLink>,
            direction ?? 'partner',
            to,
            as,
            description === undefined ? '' : <Line text={description} />,
          ],
        }))}
      />
    ),
    relations.length,
  );
}

function trafficSection({ landscape }: Site): PageSection | undefined {
  const traffic = trafficOf(landscape);
  return section(
    'traffic',
    'Traffic',
    traffic.length > 0 && (
      <Table
        label="Traffic"
        columns={['From', 'To', 'Events', 'Commands', 'Queries']}
        rows={traffic.map((row) => ({ key: `${row.from} ${row.to}`, cells: trafficCells(row) }))}
      />
    ),
    traffic.length,
  );
}

function trafficCells({ from, to, events, commands, queries }: Traffic): ComponentChildren[] {
  return [<>{from}</>, <>{to}</>, elementLinks(events), elementLinks(commands), elementLinks(queries)];
}

function teamsSection({ landscape, addresses }: Site): PageSection | undefined {
  const owned = landscape.documents.filter(({ context }) => context.owners.length > 0);
  return section(
    'teams',
    'Who answers for what',
    owned.length > 0 && (
      <Table
        label="Who answers for what"
        columns={['Context', 'Owners', 'Classification']}
        rows={owned.map(({ context: { name, owners, classification } }) => ({
          key: name,
          cells: [
            <PageLink key="context" to={addresses.context(name)!}>
              {name}
            </PageLink>,
            owners.join(', '),
            classification ?? '',
          ],
        }))}
      />
    ),
  );
}
