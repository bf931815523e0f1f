import { JSDOM } from 'jsdom';
import {
  checkModels,
  compareModels,
  landscapeOf,
  type ElementDocument,
  type ModelDocument,
} from '@domainry/model';
import { renderSite } from '../../src/site/render-site.js';
import type { SiteInput } from '../../src/site/site-input.js';
import { bookshop } from '../bookshop.js';
import { ordering } from '../bookshop/ordering.js';

/** Ordering as it was one release ago: nobody asked where an order came from, and there was nothing to wrap. */
const orderingBefore: ModelDocument = {
  ...ordering,
  checksum: '11'.repeat(32),
  elements: ordering.elements
    .filter(({ name }) => name !== 'GiftWrapOrder')
    .map((element) => (element.id === 'Ordering.CancelOrder' ? withoutLength(element) : element)),
};

/** What the site of the bookshop is made of, with everything a site may have. */
export const bookshopInput: SiteInput = {
  documents: bookshop,
  findings: checkModels(landscapeOf(bookshop)),
  changes: [{ from: '1.0.0', to: '1.1.0', differences: [compareModels(orderingBefore, ordering)] }],
  options: {
    title: 'Bookshop',
    description: 'Sells books, sends them, and asks for money. It begins with an {@link Order}.',
    sourceAddress: 'https://git.example/bookshop/blob/main/{file}#L{line}',
  },
};

let rendered: Promise<ReadonlyMap<string, string>> | undefined;

/** The site of the bookshop, written once for all tests of a file. */
export function bookshopSite(): Promise<ReadonlyMap<string, string>> {
  rendered ??= renderSite(bookshopInput);
  return rendered;
}

/** One page as a document. */
export function pageOf(files: ReadonlyMap<string, string>, address: string): Document {
  const html = files.get(address);
  if (html === undefined)
    throw new Error(`There is no ${address}; there are ${[...files.keys()].join(', ')}`);
  return new JSDOM(html).window.document;
}

/** The text of a section of a page, as it is seen, part by part; undefined when the page has no such section. */
export function sectionOf(page: Document, id: string): string | undefined {
  const section = page.getElementById(id)?.closest('section');
  if (section === null || section === undefined) return undefined;
  for (const unseen of section.querySelectorAll('.unseen, .glyph, .anchor, wbr')) unseen.remove();
  section.normalize();
  const parts: string[] = [];
  const walker = page.createTreeWalker(section, 4);
  while (walker.nextNode() !== null) parts.push(walker.currentNode.textContent ?? '');
  return parts
    .join(' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([.,;:])/g, '$1')
    .trim();
}

function withoutLength(element: ElementDocument): ElementDocument {
  return { ...element, fields: element.fields.map((field) => ({ ...field, constraints: {} })) };
}
