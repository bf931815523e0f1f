import type { ModelDocument } from '@domainry/model';
import type { VNode } from 'preact';
import { catalogueAddress, fixedAddresses } from '../addresses.js';
import { catalogues } from '../catalogues.js';
import { usePage } from '../current-page.js';
import { isNewest } from '../../facts/older-version.js';
import { coverageOf } from '../../facts/coverage.js';
import { kindOrder, kindsOnSite } from '../kinds.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { Level } from '../parts/findings-box.js';
import { KindGlyph, PageLink } from '../parts/links.js';
import { Line, Prose } from '../parts/prose.js';
import type { Site } from '../site.js';
import { startingPoints } from '../starting-points.js';
import { contextMapSection } from './figure-sections.js';

/** The first page: what the system is, what it consists of, how well it is, and where to begin. */
export async function homePage(site: Site): Promise<Page> {
  const description = site.options.description ?? theOnlyDescription(site);
  return {
    address: fixedAddresses.home,
    title: site.title,
    ...(description === undefined ? {} : { description }),
    trail: [],
    head: <Hero description={description} />,
    sections: sections(
      contextsSection(site),
      await contextMapSection(site),
      startSection(site),
      healthSection(site),
      elementsSection(site),
    ),
  };
}

function theOnlyDescription({ landscape: { documents } }: Site): string | undefined {
  return documents.length === 1 ? documents[0]!.context.description : undefined;
}

function Hero({ description }: { description: string | undefined }): VNode {
  const { site } = usePage();
  return (
    <header class="head hero">
      <p class="kind">Domain documentation</p>
      <h1>{site.title}</h1>
      {description === undefined ? '' : <Prose text={description} />}
      {site.landscape.elements.length === 0 ? <p class="notice">There is nothing in the model yet.</p> : ''}
    </header>
  );
}

function contextsSection({ landscape }: Site): PageSection | undefined {
  const { documents } = landscape;
  return section(
    'contexts',
    'Contexts',
    documents.length > 0 && (
      <ul class="cards">
        {documents.map((document) => (
          <li key={document.context.name}>
            <ContextCard document={document} />
          </li>
        ))}
      </ul>
    ),
    documents.length,
  );
}

function ContextCard({ document: { context } }: { document: ModelDocument }): VNode {
  const { site } = usePage();
  const shown = ['aggregate', 'command', 'event', 'projection', 'processManager'] as const;
  return (
    <PageLink to={site.addresses.context(context.name)!} class="card">
      <span class="card-title">{context.name}</span>
      {context.classification === undefined ? '' : <span class="tag">{context.classification}</span>}
      {context.description === undefined ? '' : <span class="card-text">{plain(context.description)}</span>}
      <span class="card-counts">
        {shown.map((kind) => {
          const count = site.landscape.ofKind(kind, context.name).filter(isNewest).length;
          return count === 0 ? (
            ''
          ) : (
            <span key={kind}>
              <KindGlyph kind={kind} /> {count}
            </span>
          );
        })}
      </span>
    </PageLink>
  );
}

/** A card is a link as a whole, so links in its text would not be reached. */
function plain(text: string): string {
  return text.replaceAll(/\{@link\s+([^\s|}]+)[^}]*\}/g, '$1').replaceAll(/[*`]/g, '');
}

function startSection(site: Site): PageSection | undefined {
  return section(
    'start',
    'Where to begin',
    site.landscape.elements.length > 0 && (
      <ul class="cards">
        {startingPoints(site).map(({ reader, text, links }) => (
          <li key={reader} class="card">
            <span class="card-title">{reader}</span>
            <span class="card-text">{text}</span>
            <span class="card-links">
              {links.map(({ title, address }) => (
                <PageLink key={address} to={address}>
                  {title}
                </PageLink>
              ))}
            </span>
          </li>
        ))}
      </ul>
    ),
  );
}

function healthSection(site: Site): PageSection | undefined {
  const { findings, landscape } = site;
  const coverage = coverageOf(landscape.elements);
  return section(
    'health',
    'How it is',
    landscape.elements.length > 0 && (
      <dl class="numbers">
        {(['error', 'warning', 'info'] as const).map((level) => (
          <div key={level}>
            <dt>
              <Level level={level} />
            </dt>
            <dd>
              <PageLink to={`${fixedAddresses.findings}`}>
                {findings.filter((finding) => finding.level === level).length}
              </PageLink>
            </dd>
          </div>
        ))}
        <div>
          <dt>described</dt>
          <dd>
            <PageLink to={`${fixedAddresses.about}#coverage`}>{coverage.percent} %</PageLink>
          </dd>
        </div>
      </dl>
    ),
  );
}

function elementsSection(site: Site): PageSection | undefined {
  const counts = kindOrder
    .map((kind) => [kind, site.landscape.ofKind(kind).filter(isNewest).length] as const)
    .filter(([, count]) => count > 0);
  const listed = new Set(catalogues(site).map(({ name }) => name));
  return section(
    'elements',
    'What there is',
    counts.length > 0 && (
      <ul class="counts">
        {counts.map(([kind, count]) => {
          const { plural, title, folder } = kindsOnSite[kind];
          const text = `${count} ${(count === 1 ? title : plural).toLowerCase()}`;
          return (
            <li key={kind}>
              <KindGlyph kind={kind} />{' '}
              {listed.has(folder) ? (
                <PageLink to={catalogueAddress(folder)}>{text}</PageLink>
              ) : (
                <Line text={text} />
              )}
            </li>
          );
        })}
      </ul>
    ),
  );
}
