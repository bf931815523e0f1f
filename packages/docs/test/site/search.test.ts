/** @needs-code-generation jsdom compiles selectors */
import vm from 'node:vm';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { searchWords } from '../../src/site/search/search-words.js';
import { bookshopSite } from './bookshop-site.js';

interface Result {
  readonly title: string;
  readonly kind: string;
  readonly address: string;
}

let find: (words: string) => readonly Result[];
let wordsOnPage: (text: string) => readonly string[];

beforeAll(async () => {
  const files = await bookshopSite();
  // The scripts of the page, without a page: only what builds the palette needs one.
  const script = files.get('assets/search.js')!;
  const engine = script.slice(0, script.indexOf('// The palette'));
  const wordsOf = /const wordsOf = ([\s\S]+?);\n {2}const search/.exec(script)![1]!;
  const context = vm.createContext({});
  vm.runInContext(`${files.get('assets/search-index.js')}\n${engine}`, context);
  wordsOnPage = vm.runInContext(`(${wordsOf})`, context) as typeof wordsOnPage;
  find = vm.runInContext(
    `const index = MiniSearch.loadJS(domainrySearch.index, {
       fields: Object.keys(domainrySearch.boost),
       storeFields: ['title', 'kind', 'context', 'address'],
       tokenize: ${wordsOf},
       processTerm: (term) => term.toLowerCase(),
       searchOptions: { boost: domainrySearch.boost, prefix: true, combineWith: 'AND' },
     });
     (words) => index.search(words)`,
    context,
  ) as typeof find;
});

describe('Search', () => {
  test('finds a name by one of its words', () => {
    const [first] = find('withdrawn');

    expect(first).toMatchObject({ title: 'AccountWithdrawn', kind: 'Event' });
  });

  test('finds a name by the beginnings of its words', () => {
    expect(find('acc withd').map(({ title }) => title)).toContain('AccountWithdrawn');
  });

  test('finds elements by their fields, errors, other words and types', () => {
    expect(find('overdraftLimit')[0]!.title).toBe('Account');
    expect(find('CreditExceeded')[0]!.title).toBe('Order');
    expect(find('purchase').map(({ title }) => title)).toContain('OrderPlaced');
    expect(find('Ordering.PlaceOrder.v1')[0]!.title).toBe('PlaceOrder');
  });

  test('finds words of the glossary that no element stands for', () => {
    expect(find('basket')[0]).toMatchObject({ title: 'Draft', kind: 'Word', address: 'glossary/index.html' });
  });

  test('takes names apart on the page as it did when the index was made', () => {
    const names = ['AccountWithdrawn', 'HTTPServer2Go', 'order-lines', 'ÄnderungsWunsch', 'v2', '日本語', ''];

    expect(names.map(wordsOnPage)).toEqual(names.map(searchWords));
    expect(searchWords('AccountWithdrawn')).toEqual(['AccountWithdrawn', 'Account', 'Withdrawn']);
  });
});
