import type { DecisionDocument } from '@domainry/model';
import { fixedAddresses } from '../addresses.js';
import { section, sections, type Page } from '../page.js';
import { FactsList } from '../parts/facts-list.js';
import { ElementLinks, elementLinks, PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { Prose } from '../parts/prose.js';
import { Table } from '../parts/table.js';
import type { Site } from '../site.js';

/** The decisions that were recorded, and a page for each. */
export function decisionsPages(site: Site): readonly Page[] {
  const all = site.landscape.documents.flatMap(({ context, decisions }) =>
    decisions.map((decision) => ({ context: context.name, decision })),
  );
  const overview: Page = {
    address: fixedAddresses.decisions,
    title: 'Decisions',
    trail: [],
    head: <PageHead title="Decisions" text="What was decided, why, and what in the model it is about." />,
    sections: sections(
      section(
        'records',
        'Records',
        <Table
          label="Decisions"
          columns={['Decision', 'Status', 'Context', 'About']}
          rows={all.map(({ context, decision }) => ({
            key: `${context} ${decision.id}`,
            cells: [
              <PageLink key="title" to={site.addresses.decision(context, decision)}>
                {decision.id}. {decision.title}
              </PageLink>,
              [decision.status, decision.date].filter(Boolean).join(', '),
              context,
              elementLinks(decision.elements),
            ],
          }))}
        />,
        all.length,
      ),
    ),
  };
  return [overview, ...all.map(({ context, decision }) => decisionPage(site, context, decision))];
}

function decisionPage(site: Site, context: string, decision: DecisionDocument): Page {
  const { id, title, status, date, file, text, elements } = decision;
  return {
    address: site.addresses.decision(context, decision),
    title: `${id}. ${title}`,
    context,
    trail: [{ title: 'Decisions', address: fixedAddresses.decisions }],
    head: (
      <>
        <PageHead kind={`Decision ${id}`} title={title} />
        <FactsList
          facts={[
            ['Status', status],
            ['Date', date],
            ['About', elements.length === 0 ? undefined : <ElementLinks key="about" ids={elements} />],
            ['File', <code key="file">{file}</code>],
          ]}
        />
        <Prose text={text} headings={2} />
      </>
    ),
    sections: [],
  };
}
