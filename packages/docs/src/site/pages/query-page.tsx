import { consumersOf, sendersOf, type ElementDocument } from '@domainry/model';
import { section, sections, type Page, type PageSection } from '../page.js';
import { ElementHead } from '../parts/element-head.js';
import {
  decisionsSection,
  fieldsSection,
  historySection,
  remarksSection,
} from '../parts/element-sections.js';
import { HandledBy } from '../parts/event-matrix.js';
import { FactsList } from '../parts/facts-list.js';
import { ElementLink, StepLink } from '../parts/links.js';
import type { Site } from '../site.js';
import { elementPage } from './element-page.js';
import { flowSection } from './figure-sections.js';
import { contractChips, contractSection, schemasSection, versionsSection } from './message-sections.js';

/** A question, who answers it, and from what. */
export async function queryPage(site: Site, query: ElementDocument): Promise<Page> {
  return elementPage(site, query, {
    head: <ElementHead element={query} chips={contractChips(query)} />,
    sections: sections(
      answersSection(site, query),
      await flowSection(site, query),
      fieldsSection(query),
      schemasSection(query),
      versionsSection(site, query),
      contractSection(site, query),
      remarksSection(query),
      decisionsSection(site, query),
      historySection(site, query),
    ),
  });
}

function answersSection({ landscape }: Site, query: ElementDocument): PageSection | undefined {
  const askers = sendersOf(landscape, query);
  const results = consumersOf(landscape, query).flatMap(({ element, method }) =>
    element.methods.filter(({ name }) => name === method).flatMap(({ returns }) => returns ?? []),
  );
  return section(
    'answers',
    'Who answers',
    <FactsList
      facts={[
        ['Answered by', <HandledBy key="by" command={query} />],
        ['From', query.belongsTo === undefined ? undefined : <ElementLink id={query.belongsTo} />],
        ['With', results.length === 0 ? undefined : <code>{results.join(' or ')}</code>],
        [
          'Asked by',
          askers.length === 0
            ? undefined
            : askers.map((step) => <StepLink key={step.element.id} step={step} />),
        ],
      ]}
    />,
  );
}
