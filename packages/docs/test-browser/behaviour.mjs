import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { pageTypes } from './page-types.mjs';

const open = (page, site, address) => page.goto(pathToFileURL(join(site, address)).href);
const size = { width: 1280, height: 900 };

/** Without scripts, headings and tables are there and seen, and the forms of a figure can be chosen. */
export async function checkWithoutScripts(checks, browser, site) {
  const withScripts = await browser.newPage({ viewport: size });
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: size });
  const page = await context.newPage();
  for (const [type, address] of Object.entries(pageTypes)) {
    await open(withScripts, site, address);
    await open(page, site, address);
    const counts = async (on) =>
      JSON.stringify([
        await on.locator('h1, h2, h3').count(),
        await on.locator('table').count(),
        await on.locator('svg').count(),
      ]);
    checks.that(
      `without scripts, all is there: ${type}`,
      (await counts(page)) === (await counts(withScripts)),
    );
    checks.that(`without scripts, the heading is seen: ${type}`, await page.locator('h1').isVisible());
  }
  await open(page, site, pageTypes.aggregate);
  const figure = page.locator('.figure-box').first();
  checks.that('without scripts, a figure is seen', await figure.locator('svg').first().isVisible());
  await figure.locator('label', { hasText: 'Table' }).click();
  checks.that('without scripts, its table can be chosen', await figure.locator('table').isVisible());
  checks.that('and takes the place of the picture', !(await figure.locator('svg').first().isVisible()));

  await page.setViewportSize({ width: 320, height: 800 });
  await open(page, site, pageTypes.aggregate);
  checks.that(
    'when narrow, the way to other pages is folded',
    !(await page.locator('#navigation').isVisible()),
  );
  await page.locator('.menu').click();
  checks.that('and unfolds without scripts', await page.locator('#navigation').isVisible());
  await context.close();
  await withScripts.close();
}

/** From a disk: Ctrl K opens the search, a part of a name finds it, Enter leads to its page. */
export async function checkSearch(checks, browser, site) {
  const page = await browser.newPage({ viewport: size });
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await open(page, site, pageTypes.aggregate);
  await page.keyboard.press('Control+k');
  const input = page.getByRole('combobox');
  await input.waitFor();
  await input.fill('withdrawn');
  const first = page.getByRole('option').first();
  checks.that(
    'AccountWithdrawn is found by "withdrawn"',
    (await first.textContent()).startsWith('AccountWithdrawn'),
  );
  await page.getByRole('button', { name: /^Event/ }).click();
  const kinds = await page.getByRole('option').locator('small').allTextContents();
  checks.that(
    'results can be limited to a kind',
    kinds.length > 0 && kinds.every((kind) => kind.startsWith('Event')),
  );
  await input.press('Enter');
  await page.waitForURL(/AccountWithdrawn/);
  checks.that('Enter leads there', (await page.locator('h1').textContent()) === 'AccountWithdrawn');

  await open(page, site, pageTypes.catalogue);
  await page.locator('.filter').fill('billing paid');
  const rows = page.locator('tbody tr:visible');
  checks.that(
    'a catalogue is filtered by words',
    (await rows.count()) === 1 && (await rows.textContent()).includes('InvoicePaid'),
  );
  await page.locator('.filter').fill('');
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click({ clickCount: 2 });
  checks.that('and sorted by a column', (await rows.first().textContent()).includes('VoucherRedeemed'));
  checks.none('scripts and policies agree', errors);
  await page.close();
}

/** The reader's choice of dark or light outlives the page, and wins over that of the system. */
export async function checkTheme(checks, browser, site) {
  const context = await browser.newContext({ colorScheme: 'light', viewport: size });
  const page = await context.newPage();
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await open(page, site, pageTypes.home);
  const light = await ground();
  await page.locator('.theme').click();
  const dark = await ground();
  checks.that('light becomes dark', light !== dark);
  await open(page, site, pageTypes.event);
  checks.that('and stays dark on the next page', (await ground()) === dark);
  await context.close();
}

/** The single file shows its first page, and the one its address names; nothing is loaded and nothing sticks out. */
export async function checkSingleFile(checks, browser, file) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: size });
  const page = await context.newPage();
  const requests = [];
  page.on('request', (request) => requests.push(request.url()));
  const address = pathToFileURL(file).href;
  await page.goto(address);
  checks.that(
    'the single file begins with the first page',
    (await page.locator('.page:visible h1').textContent()) === 'Bookshop',
  );
  await page.locator('#navigation a', { hasText: 'Glossary' }).click();
  checks.that(
    'its links lead to its other pages',
    (await page.locator('.page:visible h1').textContent()) === 'Glossary',
  );
  await page.goto(`${address}#contexts/Ordering/aggregates/Order~rules`);
  checks.that('and to parts of them', (await page.locator('.page:visible h1').textContent()) === 'Order');
  checks.none(
    'it loads nothing',
    requests.filter((url) => !url.startsWith(address)),
  );
  await context.close();
}

/** No name, comment or rule becomes anything but text. */
export async function checkHostile(checks, browser, site) {
  const page = await browser.newPage({ viewport: size });
  const problems = [];
  page.on('dialog', (dialog) => problems.push(dialog.message()));
  page.on('request', (request) => {
    if (!request.url().startsWith('file:')) problems.push(request.url());
  });
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  );
  for (const address of pages) {
    await open(page, site, address);
    const found = await page.evaluate(() => [
      globalThis.wasHacked === true ? 'a script ran' : '',
      document.querySelector('img, iframe, object, embed, form') === null ? '' : 'an element came in',
    ]);
    problems.push(...found.filter(Boolean).map((what) => `${address}: ${what}`));
  }
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('order');
  await page.getByRole('option').first().waitFor();
  if (await page.evaluate(() => globalThis.wasHacked === true)) problems.push('search: a script ran');
  checks.none(`what users wrote is inert, on ${pages.length} pages and in the search`, problems);
  await page.close();
}
