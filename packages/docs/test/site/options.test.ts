import { describe, expect, test } from '@jest/globals';
import type { SiteOptions } from '../../src/site/site-input.js';
import { renderMarkdown } from '../../src/markdown/render-markdown.js';
import { renderSite } from '../../src/site/render-site.js';
import { siteOf } from '../../src/site/site.js';
import { writeModel } from '../bookshop/write-model.js';
import { pageOf } from './bookshop-site.js';

const file = 'src/a b/#1 (50%)/account.ts';
const document = writeModel({
  context: { name: 'Banking' },
  elements: [{ kind: 'aggregate', name: 'Account', source: { file, line: 7 } }],
});

async function homeWith(options: SiteOptions): Promise<Document> {
  return pageOf(await renderSite({ documents: [document], options }), 'index.html');
}

describe('An option of a site has an effect:', () => {
  test('title', async () => {
    expect((await homeWith({ title: 'The bank' })).querySelector('h1')!.textContent).toBe('The bank');
    expect((await homeWith({})).querySelector('h1')!.textContent).toBe('Banking');
  });

  test('description', async () => {
    const page = await homeWith({ description: 'Keeps **money**, beginning with {@link Account}.' });

    expect(page.body.textContent).toContain('Keeps money, beginning with');
    expect((await homeWith({})).body.textContent).not.toContain('Keeps');
  });

  test('companions, which are files of the site', async () => {
    const files = await renderSite({
      documents: [document],
      options: { companions: new Map([['llms.txt', 'for machines']]) },
    });

    expect(files.get('llms.txt')).toBe('for machines');
  });
});

describe('The address of a source', () => {
  const addressOf = (sourceAddress: string): string | undefined =>
    siteOf({ documents: [document], options: { sourceAddress } }).sourceAddress({ file, line: 7 });

  test('has every character of the path that means something to addresses encoded', () => {
    expect(addressOf('https://git.example/{file}#L{line}')).toBe(
      'https://git.example/src/a%20b/%231%20(50%25)/account.ts#L7',
    );
  });

  test('takes a path by its letters, whatever they mean to a replacement', () => {
    const site = siteOf({ documents: [document], options: { sourceAddress: 'https://x/{file}?l={line}' } });

    expect(site.sourceAddress({ file: "a$&b$'c.ts", line: 1 })).toBe("https://x/a%24%26b%24'c.ts?l=1");
  });

  test('stands in the Markdown as it is, and ends where it ends', async () => {
    const files = await renderMarkdown({
      documents: [document],
      options: { sourceAddress: 'https://git.example/{file}#L{line}' },
    });

    expect(files.get('contexts/Banking/aggregates/Account.md')).toContain(
      '(https://git.example/src/a%20b/%231%20%2850%25%29/account.ts#L7)',
    );
  });
});
