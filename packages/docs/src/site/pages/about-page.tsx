import { fixedAddresses } from '../addresses.js';
import { coverageOf } from '../../facts/coverage.js';
import { kindOrder, kindsOnSite } from '../kinds.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { Points } from '../parts/facts-list.js';
import { ElementLinks, PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Line } from '../parts/prose.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';

/** Where the site comes from, how much of the model is described, and what could not be found out. */
export function aboutPage(site: Site): Page {
  return {
    address: fixedAddresses.about,
    title: 'About this site',
    trail: [],
    head: (
      <PageHead
        title="About this site"
        text="Every page is written from the model documents below, and those from the registry and the sources. The same model gives the same pages, byte for byte."
      />
    ),
    sections: sections(
      modelsSection(site),
      coverageSection(site),
      undescribedSection(site),
      gapsSection(site),
    ),
  };
}

function modelsSection({ landscape, addresses }: Site): PageSection | undefined {
  return section(
    'models',
    'Models',
    landscape.documents.length > 0 && (
      <Table
        label="Models"
        columns={['Context', 'Checksum', 'Form', 'Made by', 'Commit']}
        rows={landscape.documents.map(({ context, checksum, modelVersion, provenance }) => ({
          key: context.name,
          cells: [
            <PageLink key="context" to={addresses.context(context.name)!}>
              {context.name}
            </PageLink>,
            <code key="checksum">{checksum.slice(0, 16)}</code>,
            modelVersion,
            provenance.generator,
            provenance.commit === undefined ? '' : <code>{provenance.commit}</code>,
          ],
        }))}
      />
    ),
  );
}

function coverageSection({ landscape }: Site): PageSection | undefined {
  const kinds = kindOrder
    .map((kind) => ({ kind, coverage: coverageOf(landscape.ofKind(kind)) }))
    .filter(({ coverage }) => coverage.total > 0);
  return section(
    'coverage',
    'How much is described',
    kinds.length > 0 && (
      <Table
        label="How much is described"
        columns={['Kind', 'Described', 'Of', 'Percent']}
        rows={kinds.map(({ kind, coverage: { described, total, percent } }) => ({
          key: kind,
          cells: [kindsOnSite[kind].plural, described, total, `${percent} %`],
        }))}
      />
    ),
  );
}

function undescribedSection({ landscape }: Site): PageSection | undefined {
  const ids = landscape.elements
    .filter(({ description, derived }) => description === undefined && derived === undefined)
    .map(({ id }) => id);
  return section(
    'undescribed',
    'What nobody described',
    ids.length > 0 && <ElementLinks ids={ids} />,
    ids.length,
  );
}

function gapsSection({ landscape }: Site): PageSection | undefined {
  const gaps = landscape.documents.flatMap(({ provenance }) => provenance.gaps);
  return section(
    'gaps',
    'What could not be found out',
    gaps.length > 0 && (
      <Points
        items={gaps.map((gap) => (
          <Line key={gap} text={gap} />
        ))}
      />
    ),
    gaps.length,
  );
}
