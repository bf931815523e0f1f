import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { pageTypes } from './page-types.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** axe finds nothing on any type of page, in light and dark, narrow and wide; and nothing outside is asked for. */
export async function checkAccessibility(checks, browser, site) {
  const requests = [];
  for (const colorScheme of ['light', 'dark']) {
    for (const width of [320, 1280]) {
      // Pages allow no foreign scripts; axe is one.
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 900 },
        bypassCSP: true,
      });
      const page = await context.newPage();
      page.on('request', (request) => requests.push(request.url()));
      for (const [type, address] of Object.entries(pageTypes)) {
        await page.goto(pathToFileURL(join(site, address)).href);
        await page.addScriptTag({ path: axe });
        const violations = await page.evaluate(async () => {
          const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
          );
        });
        checks.none(`axe: ${type}, ${colorScheme}, ${width} px`, violations);
      }
      await context.close();
    }
  }
  const outside = requests.filter((url) => !url.startsWith(pathToFileURL(site).href));
  checks.none('nothing outside of the folder is asked for', [...new Set(outside)]);
}

/** Nothing sticks out at 320 px, on any page of the site, nor of the one with hostile names; nor when it is wide. */
export async function checkNarrow(checks, browser, site, hostile) {
  for (const width of [320, 768, 1280, 2560]) {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const addresses = width === 320 ? pagesIn(site) : Object.values(pageTypes);
    checks.none(`nothing sticks out at ${width} px`, await wider(page, site, addresses));
    if (width === 320 || width === 1280) {
      const told = pagesIn(hostile).filter((address) => width === 320 || !address.startsWith('flows/'));
      checks.none(
        `nothing sticks out at ${width} px, whatever names are like`,
        await wider(page, hostile, told),
      );
    }
    await page.close();
  }
}

async function wider(page, site, addresses) {
  const found = [];
  for (const address of addresses) {
    await page.goto(pathToFileURL(join(site, address)).href);
    const [seen, whole, what] = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      const outer = [...document.querySelectorAll('main *')].find(
        (each) =>
          each.getBoundingClientRect().right > clientWidth + 1 &&
          each.closest('.picture, .code, .scroll, pre') === null,
      );
      return [clientWidth, scrollWidth, outer?.outerHTML.slice(0, 160)];
    });
    if (whole > seen) found.push(`${address}: ${whole} px, ${what}`);
  }
  return found;
}

function pagesIn(site) {
  return readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
}
