import type { SiteInput } from '../site/site-input.js';
import { compare } from '../compare.js';
import { siteOf } from '../site/site.js';
import { elementPage } from './element-page.js';
import type { MarkdownPage } from './markdown-page.js';
import { contextPage } from './context-page.js';
import {
  decisionPages,
  findingsPage,
  glossaryPage,
  mapPage,
  readmePage,
  timelinePage,
} from './overview-pages.js';

/**
 * Writes the documentation of a system as Markdown with Mermaid diagrams, as code hosts and wikis show it: files by
 * path, relative to the folder they are meant for, in alphabetical order. `README.md` is where one begins; other files
 * stand where the site has the page that says the same. The same input gives the same bytes.
 *
 * @throws RangeError when two documents describe contexts of the same name.
 */
export async function renderMarkdown(input: SiteInput): Promise<ReadonlyMap<string, string>> {
  const site = siteOf(input);
  const pages: (MarkdownPage | undefined)[] = [
    readmePage(site),
    await mapPage(site),
    await timelinePage(site),
    glossaryPage(site),
    findingsPage(site),
    ...decisionPages(site),
  ];
  for (const document of site.landscape.documents) pages.push(await contextPage(site, document));
  for (const element of site.landscape.elements) pages.push(await elementPage(site, element));
  const files = pages.flatMap((page) => (page === undefined ? [] : [[page.path, page.toString()] as const]));
  return new Map(files.sort(([one], [other]) => compare(one, other)));
}
