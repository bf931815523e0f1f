import type { ElementDocument } from '@domainry/model';
import type { Page } from './page.js';
import { aboutPage } from './pages/about-page.js';
import { aggregatePage } from './pages/aggregate-page.js';
import { cataloguePages } from './pages/catalogue-pages.js';
import { changesPages } from './pages/changes-pages.js';
import { commandPage } from './pages/command-page.js';
import { contextPage } from './pages/context-page.js';
import { decisionsPages } from './pages/decisions-pages.js';
import { eventPage } from './pages/event-page.js';
import { findingsPage } from './pages/findings-page.js';
import { flowPage, flowsPage } from './pages/flow-pages.js';
import { glossaryPage } from './pages/glossary-page.js';
import { handlerPage } from './pages/handler-page.js';
import { homePage } from './pages/home-page.js';
import { mapPage } from './pages/map-page.js';
import { partPage } from './pages/part-page.js';
import { processPage } from './pages/process-page.js';
import { queryPage } from './pages/query-page.js';
import { readModelPage } from './pages/read-model-page.js';
import { searchPage } from './pages/search-page.js';
import { schemasPage } from './pages/schemas-page.js';
import { agentsPage } from './pages/agents-page.js';
import { timelinePage } from './pages/timeline-page.js';
import type { Site } from './site.js';
import { hasChanges, hasDecisions, hasFlows, hasGlossary } from './what-there-is.js';

/**
 * Every page of a site, one after the other, so that what was written can be forgotten; those that would have nothing to
 * say are left out.
 *
 * @yields pages, the first one first.
 */
export async function* allPages(site: Site): AsyncGenerator<Page, void> {
  const { documents, elements } = site.landscape;
  yield await homePage(site);
  if (documents.length > 0) yield await mapPage(site);
  for (const document of documents) yield contextPage(site, document);
  const roots: ElementDocument[] = [];
  for (const element of elements) {
    yield await pageOf(site, element);
    const flow = await flowPage(site, element);
    if (flow === undefined) continue;
    roots.push(element);
    yield flow;
  }
  if (roots.length > 0) yield flowsPage(site, roots);
  yield* overviews(site);
}

async function* overviews(site: Site): AsyncGenerator<Page, void> {
  if (hasFlows(site)) yield await timelinePage(site);
  yield* cataloguePages(site);
  if (hasGlossary(site)) yield glossaryPage(site);
  if (hasDecisions(site)) yield* decisionsPages(site);
  if (hasChanges(site)) yield* changesPages(site);
  yield* [findingsPage(site), schemasPage(site), agentsPage(site), searchPage(site), aboutPage(site)];
}

/** The page of an element, by its kind. */
function pageOf(site: Site, element: ElementDocument): Promise<Page> | Page {
  switch (element.kind) {
    case 'aggregate':
    case 'decider':
      return aggregatePage(site, element);
    case 'entity':
    case 'valueObject':
      return partPage(site, element);
    case 'event':
      return eventPage(site, element);
    case 'command':
      return commandPage(site, element);
    case 'query':
      return queryPage(site, element);
    case 'projection':
      return readModelPage(site, element);
    case 'processManager':
      return processPage(site, element);
    default:
      return handlerPage(site, element);
  }
}
