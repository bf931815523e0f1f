import { allPages } from './all-pages.js';
import { assetFiles } from './assets.js';
import { renderPage } from './render-page.js';
import { offeredFormats } from './schema-files.js';
import { searchEntry, searchIndexScript, type SearchEntry } from './search/search-index.js';
import type { SiteInput } from './site-input.js';
import { compare } from '../compare.js';
import { siteOf } from './site.js';

/**
 * Writes the documentation of a system as a web site: files by path, relative to the folder they are meant for, in
 * alphabetical order. The same input gives the same bytes, wherever and whenever.
 *
 * @throws RangeError when two documents describe contexts of the same name.
 */
export async function renderSite(input: SiteInput): Promise<ReadonlyMap<string, string>> {
  const site = siteOf(input);
  const files = new Map(assetFiles());
  const found: SearchEntry[] = [];
  for await (const page of allPages(site)) {
    files.set(page.address, inOnePiece(renderPage(site, page)));
    found.push(searchEntry(page));
  }
  files.set('assets/search-index.js', searchIndexScript(site, found));
  for (const document of site.landscape.documents) {
    files.set(site.addresses.model(document.context.name), `${JSON.stringify(document, undefined, 2)}\n`);
  }
  for (const { files: schemas } of offeredFormats(site)) {
    for (const [path, text] of schemas) files.set(path, text);
  }
  for (const [path, content] of input.options?.companions ?? []) files.set(path, content);
  return new Map([...files].sort(([one], [other]) => compare(one, other)));
}

/** A text that was put together of thousands of pieces keeps all of them, which takes several times its size. */
function inOnePiece(text: string): string {
  return Buffer.from(text).toString();
}
