import type { ContextDocument, ModelDocument } from '@domainry/model';
import { isNewest } from '../../facts/older-version.js';
import type { VNode } from 'preact';
import { trafficOf } from '../../facts/traffic.js';
import { kindOrder, kindsOnSite } from '../kinds.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { hasRemarks, Remarks } from '../parts/documentation.js';
import { Points } from '../parts/facts-list.js';
import { FindingText } from '../parts/findings-box.js';
import { ElementLink, elementLinks, PageLink } from '../parts/links.js';
import { Line } from '../parts/prose.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';
import { GlossaryTable } from '../parts/glossary-table.js';
import { catalogueAddress } from '../addresses.js';

/** The canvas of a bounded context: what it is for, who it talks to, its words, its decisions, what is in it. */
export function contextPage(site: Site, document: ModelDocument): Page {
  const { context } = document;
  return {
    address: site.addresses.context(context.name)!,
    title: context.name,
    ...(context.description === undefined ? {} : { description: context.description }),
    trail: [{ title: 'Contexts', address: 'index.html#contexts' }],
    context: context.name,
    head: <ContextHead context={context} />,
    sections: sections(
      remarksSection(context),
      ...trafficSections(site, context),
      relationshipsSection(site, context),
      languageSection(document),
      rulesSection(site, context),
      ...elementSections(site, context),
      findingsSection(site, context),
    ),
  };
}

function ContextHead({ context }: { context: ContextDocument }): VNode {
  const { name, description, classification, owners } = context;
  return (
    <header class="head">
      <p class="kind">Bounded context</p>
      <h1>{name}</h1>
      {description === undefined ? (
        ''
      ) : (
        <p class="lead">
          <Line text={description} />
        </p>
      )}
      <ul class="chips" aria-label="At a glance">
        {classification === undefined ? '' : <li>{classification} domain</li>}
        {owners.length === 0 ? '' : <li>owned by {owners.join(', ')}</li>}
      </ul>
    </header>
  );
}

function remarksSection({ documentation }: ContextDocument): PageSection | undefined {
  return section(
    'purpose',
    'Purpose',
    hasRemarks(documentation) && <Remarks documentation={documentation} />,
  );
}

/** What comes in and what goes out, by the context on the other side. */
function trafficSections(site: Site, { name }: ContextDocument): readonly (PageSection | undefined)[] {
  const traffic = trafficOf(site.landscape);
  const inbound = traffic.filter(({ to }) => to === name);
  const outbound = traffic.filter(({ from }) => from === name);
  const table = (label: string, rows: typeof traffic, other: 'from' | 'to'): VNode => (
    <Table
      label={label}
      columns={[other === 'from' ? 'From' : 'To', 'Events', 'Commands', 'Queries']}
      rows={rows.map((row) => ({
        key: row[other],
        cells: [
          <ContextLink key="context" site={site} name={row[other]} />,
          elementLinks(row.events),
          elementLinks(row.commands),
          elementLinks(row.queries),
        ],
      }))}
    />
  );
  return [
    section(
      'inbound',
      'What comes in',
      inbound.length > 0 && table(`What comes in to ${name}`, inbound, 'from'),
    ),
    section(
      'outbound',
      'What goes out',
      outbound.length > 0 && table(`What goes out of ${name}`, outbound, 'to'),
    ),
  ];
}

function ContextLink({ site, name }: { site: Site; name: string }): VNode {
  const address = site.addresses.context(name);
  return address === undefined ? <span>{name}</span> : <PageLink to={address}>{name}</PageLink>;
}

function relationshipsSection(site: Site, { relationships, name }: ContextDocument): PageSection | undefined {
  return section(
    'relationships',
    'Relationships',
    relationships.length > 0 && (
      <Table
        label={`Relationships of ${name}`}
        columns={['With', 'Pattern', 'This context is', 'In words']}
        rows={relationships.map(({ to, as, direction, description }) => ({
          key: `${to} ${as}`,
          cells: [
            <ContextLink key="with" site={site} name={to} />,
            as,
            direction ?? '',
            description === undefined ? '' : <Line text={description} />,
          ],
        }))}
      />
    ),
    relationships.length,
  );
}

function languageSection({ glossary, context }: ModelDocument): PageSection | undefined {
  return section(
    'language',
    'Its words',
    glossary.length > 0 && <GlossaryTable label={`Words of ${context.name}`} terms={glossary} />,
    glossary.length,
  );
}

function rulesSection(site: Site, { name }: ContextDocument): PageSection | undefined {
  const rules = site.landscape.elements
    .filter((element) => site.landscape.documentOf(element).context.name === name)
    .flatMap((element) => element.invariants.map((rule) => ({ element, rule })));
  return section(
    'rules',
    'Its rules',
    rules.length > 0 && (
      <>
        <Points
          items={rules.slice(0, 12).map(({ element, rule }) => (
            <>
              <Line text={rule.message} /> <ElementLink id={element.id} />
            </>
          ))}
        />
        {rules.length <= 12 ? '' : <PageLink to={catalogueAddress('rules')}>All rules</PageLink>}
      </>
    ),
    rules.length,
  );
}

function elementSections(site: Site, { name }: ContextDocument): readonly (PageSection | undefined)[] {
  return kindOrder.map((kind) => {
    const elements = site.landscape.ofKind(kind, name).filter(isNewest);
    const { plural, folder } = kindsOnSite[kind];
    return section(
      folder,
      plural,
      elements.length > 0 && (
        <ul class="list">
          {elements.map(({ id, description }) => (
            <li key={id}>
              <ElementLink id={id} />
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
      ),
      elements.length,
    );
  });
}

function findingsSection(site: Site, { name }: ContextDocument): PageSection | undefined {
  const findings = site.findings.filter(({ element }) => element?.startsWith(`${name}.`) ?? false);
  return section(
    'findings',
    'Findings',
    findings.length > 0 && (
      <Points
        items={findings.map((finding) => (
          <>
            <ElementLink id={finding.element!} />
            <FindingText finding={finding} />
          </>
        ))}
      />
    ),
    findings.length,
  );
}
