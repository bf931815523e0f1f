import type { ElementDocument } from '@domainry/model';
import { section, sections, type Page, type PageSection } from '../page.js';
import { ElementHead } from '../parts/element-head.js';
import {
  decisionsSection,
  fieldsSection,
  historySection,
  methodsSection,
  remarksSection,
  rulesSection,
  usedBySection,
} from '../parts/element-sections.js';
import { FactsList } from '../parts/facts-list.js';
import { ElementLink } from '../parts/links.js';
import { storageSection } from '../parts/storage-section.js';
import type { Site } from '../site.js';
import { elementPage } from './element-page.js';
import { statesSection } from './figure-sections.js';

/** An entity or a value object: what it holds, what always holds of it, and where it is used. */
export async function partPage(site: Site, element: ElementDocument): Promise<Page> {
  return elementPage(site, element, {
    head: <ElementHead element={element} />,
    sections: sections(
      fieldsSection(element),
      rulesSection([element]),
      ...(await statesSection(site, element)),
      equalitySection(element),
      methodsSection(element),
      usedBySection(site, element),
      storageSection(site, element),
      remarksSection(element),
      decisionsSection(site, element),
      historySection(site, element),
    ),
  });
}

function equalitySection({ kind, fields, aggregate, belongsTo }: ElementDocument): PageSection | undefined {
  const identity = fields.find(({ identifier }) => identifier === true);
  return section(
    'identity',
    'When two are the same',
    <FactsList
      facts={[
        [
          'Equal',
          kind === 'entity'
            ? `when their ${identity?.name ?? 'identity'} is the same, whatever else differs`
            : 'when all their fields are equal',
        ],
        ['Part of', belongsTo === undefined ? undefined : <ElementLink id={belongsTo} />],
        [
          'Guarded by',
          aggregate === undefined || aggregate === belongsTo ? undefined : <ElementLink id={aggregate} />,
        ],
      ]}
    />,
  );
}
