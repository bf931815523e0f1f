/** @needs-code-generation jsdom compiles selectors */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { renderSingleFile } from '../../src/site/render-single-file.js';
import { bookshopInput, bookshopSite } from './bookshop-site.js';

const assets = new URL('../../src/site/assets/', import.meta.url);
const styles = readFileSync(new URL('site.css', assets), 'utf8').replaceAll(/\/\*[\s\S]*?\*\//g, '');
const scripts = ['site.js', 'search.js']
  .map((name) => readFileSync(new URL(name, assets), 'utf8'))
  .join('\n');

test('Every class that is styled is on some page, or is given by a script', async () => {
  const files = await bookshopSite();
  const pages = [...files].filter(([path]) => path.endsWith('.html')).map(([, html]) => html);
  const all = [...pages, await renderSingleFile(bookshopInput)].join('\n');
  const onPages = new Set([...all.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names!.split(/\s+/)));
  const styled = new Set([...styles.matchAll(/\.([a-z][\w-]*)(?=[^{};]*\{)/g)].map(([, name]) => name!));

  // Some depend on what is told, and the bookshop does not tell everything.
  const dependent = new Set(['breakable', 'change-removed', 'findings-error']);
  const unused = [...styled].filter(
    (name) => !onPages.has(name) && !dependent.has(name) && !scripts.includes(name),
  );

  expect(styled.size).toBeGreaterThan(100);
  expect(unused).toEqual([]);
});
