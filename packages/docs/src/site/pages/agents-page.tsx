import { fixedAddresses } from '../addresses.js';
import { section, sections, type Page } from '../page.js';
import { PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import type { Site } from '../site.js';

/** What programs that read text are given: the same as people, without the pages around it. */
export function agentsPage({ options, landscape, addresses }: Site): Page {
  const paths = [...(options.companions?.keys() ?? [])].filter((path) => !path.includes('/'));
  return {
    address: fixedAddresses.agents,
    title: 'For agents',
    trail: [],
    head: (
      <PageHead
        title="For agents"
        text="The same facts as on the pages, in forms that programs read. They are written with the pages, so they never disagree."
      />
    ),
    sections: sections(
      section(
        'texts',
        'Texts',
        paths.length > 0 && (
          <ul class="file-list">
            {paths.map((path) => (
              <li key={path}>
                <PageLink to={path}>
                  <code>{path}</code>
                </PageLink>
              </li>
            ))}
          </ul>
        ),
      ),
      section(
        'models',
        'Models',
        landscape.documents.length > 0 && (
          <>
            <p class="quiet">Everything that is known, as data with a JSON Schema.</p>
            <ul class="file-list">
              {landscape.documents.map(({ context: { name } }) => (
                <li key={name}>
                  <PageLink to={addresses.model(name)}>
                    <code>{addresses.model(name)}</code>
                  </PageLink>
                </li>
              ))}
            </ul>
          </>
        ),
      ),
    ),
  };
}
