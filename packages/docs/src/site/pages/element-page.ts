import type { ElementDocument } from '@domainry/model';
import { isOlderVersion } from '../../facts/older-version.js';
import { kindsOnSite } from '../kinds.js';
import { sections, type Page } from '../page.js';
import { testsSection } from '../parts/tests-section.js';
import type { Site } from '../site.js';

/** What every page about an element has in common. */
export function elementPage(
  site: Site,
  element: ElementDocument,
  content: Pick<Page, 'head' | 'sections'>,
): Page {
  const context = site.landscape.documentOf(element).context.name;
  const { plural, folder } = kindsOnSite[element.kind];
  const contextAddress = site.addresses.context(context)!;
  return {
    address: site.addresses.element(element.id)!,
    title: titleOf(element),
    ...(element.description === undefined ? {} : { description: element.description }),
    trail: [
      { title: context, address: contextAddress },
      { title: plural, address: `${contextAddress}#${folder}` },
    ],
    element,
    context,
    ...content,
    sections: sections(...content.sections, testsSection(element)),
  };
}

/** Older versions of a message say which one they are. */
function titleOf(element: ElementDocument): string {
  return isOlderVersion(element) ? `${element.name} v${element.message!.version}` : element.name;
}
