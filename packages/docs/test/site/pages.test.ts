/** @needs-code-generation jsdom compiles selectors */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { renderSite } from '../../src/site/render-site.js';
import { bookshop, emptyModel } from '../bookshop.js';
import { bookshopSite, pageOf, sectionOf } from './bookshop-site.js';

let files: ReadonlyMap<string, string>;
const read = (address: string, section: string): string | undefined =>
  sectionOf(pageOf(files, address), section);

beforeAll(async () => {
  files = await bookshopSite();
});

describe('The site answers without a look at the code:', () => {
  test('what may go wrong when money is withdrawn, and why', () => {
    const risks = read('contexts/Billing/commands/Withdraw/index.html', 'risks');

    expect(risks).toContain('accountNumber identifier: has to be given');
    expect(risks).toContain('amount decimal: has to be given, at least 0.01, at most 2 decimals');
    expect(risks).toContain('The balance is never below the overdraft limit');
    expect(risks).toContain('InsufficientFunds');
    expect(risks).toContain('AccountFrozen Account … is frozen');
    expect(risks).toContain('NotFound There is no such account');
  });

  test('which tests name a rule, and which a method', () => {
    const address = 'contexts/Billing/aggregates/Account/index.html';

    expect(read(address, 'rules')).toContain(
      '1 test names it An account › goes down to its overdraft limit and not a cent further billing/test/account.test.ts:12',
    );
    expect(read(address, 'tests')).toContain(
      'Account.withdraw says how much it was withdraw billing/test/account.test.ts:31',
    );
    expect(read(address, 'tests')).not.toContain('goes down to its overdraft limit');
  });

  test('in which state an order can be cancelled', () => {
    const risks = read('contexts/Ordering/commands/CancelOrder/index.html', 'risks');

    expect(risks).toContain('Order.cancel() needs status to be Draft or Placed; then it is Cancelled.');
  });

  test('who reacts when an order is placed, in whatever context, and what follows', () => {
    const reactions = read('contexts/Ordering/events/OrderPlaced/index.html', 'reactions');

    expect(reactions).toContain('Confirmations.confirm()');
    expect(reactions).toContain('Fulfilment.onPlaced() moves a process on IssueInvoice');
    expect(reactions).toContain('OrderSummaries.onOrderPlaced() keeps a read model OrderSummary');
    expect(reactions).toContain('CancelledOrders Billing listens to the stream');
  });

  test('what is different between two versions of an event, and who brings the old one up to date', () => {
    const versions = read('contexts/Ordering/events/OrderPlaced/index.html', 'versions');

    expect(versions).toContain(
      'Version 2 this page backward Readers of this version read version 1; not the other way round.',
    );
    expect(versions).toContain(
      '+ channel Field added: string, defaulted. It may be absent, and has a default.',
    );
    expect(versions).toContain('Version 1 becomes version 2 by OrderPlacedGainsChannel: channel = "web"');
    expect(versions).toContain(
      'What is stored as version 1, for example { "orderId": "7" } is read as version 2:',
    );
    expect(versions).toContain('"channel": "web"');
  });

  test('what changed between two releases, and who feels it', () => {
    const address = 'changes/1.0.0..1.1.0/index.html';
    const told = pageOf(files, address).querySelector('main')!.textContent;

    expect(told).toContain('GiftWrapOrder');
    expect(read(address, 'breaking')).toContain('CancelOrder');
  });

  test('which commands nobody handles', () => {
    const row = [...pageOf(files, 'catalog/commands/index.html').querySelectorAll('tbody tr')].filter(
      (each) => each.textContent.includes('nobody'),
    );

    expect(row.map((each) => each.querySelector('.name')!.textContent)).toEqual(['GiftWrapOrder']);
    expect(read('findings/index.html', 'UNHANDLED_COMMAND')).toContain('GiftWrapOrder');
  });

  test('which rules an aggregate and its parts keep', () => {
    const rules = read('contexts/Ordering/aggregates/Order/index.html', 'rules');

    expect(rules).toContain('An order that is placed has at least one line');
    expect(rules).toContain('Nobody orders half a book');
    expect(rules).toContain('Why: Empty parcels were sent in March.');
  });

  test('what a process does at each step, and which events it does not listen to', () => {
    const address = 'contexts/Ordering/processes/Fulfilment/index.html';

    expect(read(address, 'steps')).toContain('InvoicePaid Billing ShipOrder packing');
    expect(read(address, 'not-heard')).toContain('InvoiceIssued');
  });

  test('that a word means something else in another context', () => {
    const homonyms = read('glossary/index.html', 'homonyms');

    expect(homonyms).toContain('Billing Whoever the invoice is addressed to.');
    expect(homonyms).toContain('Ordering Somebody who buys books.');
  });

  test('which decision an element follows, both ways', () => {
    expect(read('contexts/Ordering/aggregates/Order/index.html', 'decisions')).toContain(
      'Orders are shipped as a whole',
    );
    const decision = pageOf(files, 'decisions/Ordering-2/index.html').querySelector('main')!;
    expect([...decision.querySelectorAll('.facts .name')].map((name) => name.textContent)).toContain(
      'Fulfilment',
    );
  });
});

describe('The site', () => {
  test('leaves out what has nothing to say', async () => {
    const empty = await renderSite({ documents: [emptyModel] });

    expect([...empty.keys()].filter((path) => path.endsWith('.html'))).toEqual([
      'about/index.html',
      'agents/index.html',
      'contexts/Nothing/index.html',
      'findings/index.html',
      'index.html',
      'map/index.html',
      'schemas/index.html',
      'search/index.html',
    ]);
    expect(empty.get('index.html')).not.toContain('glossary');
    const hollow = [...files].filter(([, html]) => /<\/h2>\s*<\/section>/.test(html));
    expect(hollow.map(([path]) => path)).toEqual([]);
  });

  test('has a page for every element, every catalogue and every view', () => {
    const pages = [...files.keys()].filter((path) => path.endsWith('.html'));

    for (const element of bookshop.flatMap(({ elements }) => elements)) {
      expect(pages.some((path) => path.includes(`/${element.id.replace(/^[^.]+\./, '')}/`))).toBe(true);
    }
    expect(pages).toEqual(
      expect.arrayContaining([
        'timeline/index.html',
        'flows/Ordering.PlaceOrder/index.html',
        'catalog/errors/index.html',
        'schemas/index.html',
        'agents/index.html',
      ]),
    );
  });

  test('links the names of elements in prose, and shows names of nothing as they are', async () => {
    const page = pageOf(files, 'contexts/Ordering/aggregates/Order/index.html');

    const link = [...page.querySelectorAll('.prose a')].find(
      ({ textContent }) => textContent === 'OrderPlaced',
    );

    expect(link?.getAttribute('href')).toBe('../../events/OrderPlaced/index.html');
  });

  test('has a title, a heading and a place in the order of pages on each page', () => {
    const pages = [...files].filter(([path]) => path.endsWith('.html'));

    for (const [path, html] of pages) {
      expect([path, html.match(/<h1[ >]/g)?.length]).toEqual([path, 1]);
      expect([path, /<head>.*<title>[^<]+<\/title>/s.test(html)]).toEqual([path, true]);
      expect(html.startsWith('<!doctype html>\n<html lang="en"')).toBe(true);
    }
    expect(pages.length).toBeGreaterThan(90);
  });
});
