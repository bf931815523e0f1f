import { createHash } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { fixedAddresses } from './addresses.js';
import { allPages } from './all-pages.js';
import { assetFiles } from './assets.js';
import { CurrentPageContext, type CurrentPage } from './current-page.js';
import type { Page } from './page.js';
import { PageLink } from './parts/links.js';
import { Navigation } from './parts/navigation.js';
import { PageContent } from './render-page.js';
import type { SiteInput } from './site-input.js';
import { siteOf, type Site } from './site.js';

/** Pages about files; one file has none beside it. */
const leftOut: readonly string[] = [fixedAddresses.schemas, fixedAddresses.agents];

/**
 * The whole site as one HTML file, for mail and for artefacts of builds. Its pages are parts of it; which one is seen
 * follows from the address, without a script. There is no search but for that of the browser.
 *
 * @throws RangeError when two documents describe contexts of the same name.
 */
export async function renderSingleFile(input: SiteInput): Promise<string> {
  const site = siteOf(input);
  const pages: Page[] = [];
  for await (const page of allPages(site)) if (!leftOut.includes(page.address)) pages.push(page);
  const addresses = new Set(pages.map(({ address }) => address));
  const surroundingsOf = (page: Page): CurrentPage => ({
    site,
    ...(page.context === undefined ? {} : { context: page.context }),
    has: (address) => addresses.has(address.split('#')[0]!),
    href: (address) => `#${idOf(address)}`,
    anchor: (id) => idOf(`${page.address}#${id}`),
  });
  const style = assetFiles().get('assets/site.css')!;
  const articles = pages.map((page) => renderArticle(page, surroundingsOf(page)));
  return document(site, style, renderNavigation(pages[0]!, surroundingsOf(pages[0]!)), articles);
}

/** `contexts/Ordering/index.html#fields` is `contexts/Ordering~fields`. */
function idOf(address: string): string {
  const [path = '', fragment] = address.split('#');
  const page = path.replace(/\/?index\.html$/, '') || 'home';
  return fragment === undefined ? page : `${page}~${fragment}`;
}

function renderArticle(page: Page, surroundings: CurrentPage): string {
  return renderToString(
    <CurrentPageContext.Provider value={surroundings}>
      <article class="page" id={idOf(page.address)}>
        <Trail page={page} />
        <PageContent page={page} />
      </article>
    </CurrentPageContext.Provider>,
  );
}

function Trail({ page }: { page: Page }): VNode {
  return (
    <nav class="trail" aria-label={`Where ${page.title} is`}>
      <ol>
        {page.trail.map(({ title, address }) => (
          <li key={title}>{address === undefined ? title : <PageLink to={address}>{title}</PageLink>}</li>
        ))}
      </ol>
    </nav>
  );
}

function renderNavigation(page: Page, surroundings: CurrentPage): string {
  return renderToString(
    <CurrentPageContext.Provider value={surroundings}>
      <nav class="side" id="navigation" aria-label="Site">
        <a class="close" href="#home">
          Close
        </a>
        <Navigation page={page} />
      </nav>
    </CurrentPageContext.Provider>,
  );
}

/** The style is inside, so the policy names its checksum; nothing else is allowed, and nothing is loaded. */
function document(site: Site, style: string, navigation: string, articles: readonly string[]): string {
  const checksum = createHash('sha256').update(style).digest('base64');
  const title = renderToString(<>{site.title}</>);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${checksum}'; base-uri 'none'; form-action 'none'">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header class="bar"><a class="menu" href="#navigation">Menu</a><a class="brand" href="#home"><span class="brand-mark" aria-hidden="true"></span><span class="brand-name">${title}</span></a></header>
<div class="frame frame-full">
${navigation}
<main class="pages">
${articles.join('\n')}
</main>
</div>
</body>
</html>
`;
}
