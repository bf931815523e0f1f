/** @needs-code-generation jsdom compiles selectors */
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { renderSingleFile } from '../../src/site/render-single-file.js';
import { renderSite } from '../../src/site/render-site.js';
import { emptyModel, hostileBookshop } from '../bookshop.js';
import { bookshopInput, bookshopSite } from './bookshop-site.js';

/** Links of a folder that lead nowhere: to no file, or to no anchor in it. Quotes in texts are written as entities. */
function deadLinks(files: ReadonlyMap<string, string>): readonly string[] {
  const pages = [...files].filter(([path]) => path.endsWith('.html'));
  const anchors = new Map(pages.map(([path, html]) => [path, new Set(valuesOf(html, 'id'))]));
  return pages.flatMap(([path, html]) =>
    valuesOf(html, 'href|src').flatMap((link) => {
      if (link.startsWith('https:')) return [];
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file));
      const isAnchored = anchor === undefined || anchors.get(target)?.has(anchor) === true;
      return files.has(target) && isAnchored ? [] : [`${path} → ${link}`];
    }),
  );
}

function valuesOf(html: string, attribute: string): readonly string[] {
  return [...html.matchAll(new RegExp(` (?:${attribute})="([^"]*)"`, 'g'))].map(([, value]) => value!);
}

describe('Links', () => {
  test('lead somewhere, on every page, to every anchor', async () => {
    const files = await bookshopSite();

    expect(deadLinks(files)).toEqual([]);
  });

  test('lead somewhere whatever elements are called', async () => {
    const files = await renderSite({ documents: hostileBookshop });

    expect(deadLinks(files)).toEqual([]);
  });

  test('lead somewhere when there is nothing', async () => {
    expect(deadLinks(await renderSite({ documents: [emptyModel] }))).toEqual([]);
    expect(deadLinks(await renderSite({ documents: [] }))).toEqual([]);
  });

  test('are relative, so that the folder may be anywhere', async () => {
    const files = await bookshopSite();

    const elsewhere = [...files]
      .filter(([path]) => path.endsWith('.html'))
      .flatMap(([path, html]) => valuesOf(html, 'href|src').map((link) => [path, link] as const))
      .filter(([, link]) => /^\/|^[a-z]+:/.test(link) && !link.startsWith('https://git.example/bookshop/'));

    expect(elsewhere).toEqual([]);
  });

  test('of the single file lead to its own parts', async () => {
    const html = await renderSingleFile(bookshopInput);

    expect(deadLinks(new Map([['bookshop.html', html]]))).toEqual([]);
    expect(html).not.toMatch(/<script|<link/);
  });

  test('name each anchor once on a page', async () => {
    const pages = [...(await bookshopSite())].filter(([path]) => path.endsWith('.html'));
    for (const [path, html] of [...pages, ['single', await renderSingleFile(bookshopInput)]]) {
      const ids = [...html!.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
      expect([path, ids.filter((id, index) => ids.indexOf(id) !== index)]).toEqual([path, []]);
    }
  });
});
