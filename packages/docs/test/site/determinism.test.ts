/** @needs-code-generation jsdom compiles selectors */
import { describe, expect, test } from '@jest/globals';
import { renderSingleFile } from '../../src/site/render-single-file.js';
import { renderSite } from '../../src/site/render-site.js';
import { bookshopInput, bookshopSite } from './bookshop-site.js';

describe('The same input', () => {
  test('gives the same files in the same order, in whatever order documents and findings come', async () => {
    const before = await bookshopSite();

    const after = await renderSite({
      ...bookshopInput,
      documents: [...bookshopInput.documents].reverse(),
      findings: [...bookshopInput.findings!].reverse(),
    });

    expect([...after.keys()]).toEqual([...before.keys()]);
    for (const [path, text] of before) expect([path, after.get(path)]).toEqual([path, text]);
  });

  test('gives the same single file', async () => {
    expect(await renderSingleFile(bookshopInput)).toBe(await renderSingleFile(bookshopInput));
  });

  test('names no machine, and no time', async () => {
    const telling = [...(await bookshopSite())].filter(([, text]) => text.includes(process.cwd()));

    expect(telling.map(([path]) => path)).toEqual([]);
  });
});
