import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { fixedAddresses, markdownAddress, relativeAddress } from './addresses.js';
import { CurrentPageContext, usePage, type CurrentPage } from './current-page.js';
import type { Page, PageSection } from './page.js';
import { PageLink } from './parts/links.js';
import { Navigation } from './parts/navigation.js';
import type { Site } from './site.js';

/** Everything comes from the folder of the site; nothing inside a page is a script or a style. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** One page as HTML. */
export function renderPage(site: Site, page: Page): string {
  const current: CurrentPage = {
    site,
    ...(page.context === undefined ? {} : { context: page.context }),
    href: (address) => relativeAddress(page.address, address),
    has: () => true,
    anchor: (id) => id,
  };
  return `<!doctype html>\n${renderToString(
    <CurrentPageContext.Provider value={current}>
      <Document page={page} />
    </CurrentPageContext.Provider>,
  )}\n`;
}

/** What a page says, without what is around it. */
export function PageContent({ page }: { page: Page }): VNode {
  return (
    <>
      {page.head ?? ''}
      {page.sections.map((section) => (
        <Section key={section.id} section={section} />
      ))}
    </>
  );
}

function Document({ page }: { page: Page }): VNode {
  const { site, href } = usePage();
  const root = relativeAddress(page.address, 'index.html').replace(/index\.html$/, '');
  return (
    <html lang="en" data-root={root} data-page={page.address}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content={contentSecurityPolicy} />
        <title>{page.title === site.title ? site.title : `${page.title} · ${site.title}`}</title>
        {page.description === undefined ? '' : <meta name="description" content={page.description} />}
        <link rel="icon" href={href('assets/icon.svg')} />
        <link rel="stylesheet" href={href('assets/site.css')} />
        <script src={href('assets/theme.js')} />
        <script defer src={href('assets/site.js')} />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        <TopBar />
        <div class={frameOf(page)}>
          <Side page={page} />
          <main id="content" tabIndex={-1}>
            <Trail page={page} />
            <PageContent page={page} />
            <Foot page={page} />
          </main>
          <Contents page={page} />
        </div>
      </body>
    </html>
  );
}

function hasContents({ sections }: Page): boolean {
  return sections.length > 1;
}

function frameOf(page: Page): string {
  if (!hasContents(page)) return 'frame frame-full';
  return page.wide === true ? 'frame frame-wide' : 'frame';
}

function TopBar(): VNode {
  const { site } = usePage();
  return (
    <header class="bar">
      <a class="menu" href="#navigation">
        Menu
      </a>
      <PageLink to={fixedAddresses.home} class="brand">
        <span class="brand-mark" aria-hidden="true" />
        <span class="brand-name">{site.title}</span>
      </PageLink>
      <PageLink to={fixedAddresses.search} class="search-link">
        <span>Search</span>
        <kbd hidden>Ctrl K</kbd>
      </PageLink>
      <button type="button" class="theme" hidden aria-label="Light or dark">
        <span class="theme-mark" aria-hidden="true" />
      </button>
    </header>
  );
}

function Side({ page }: { page: Page }): VNode {
  return (
    <nav class="side" id="navigation" aria-label="Site">
      <a class="close" href="#content">
        Close
      </a>
      <Navigation page={page} />
    </nav>
  );
}

function Trail({ page }: { page: Page }): VNode {
  if (page.trail.length === 0) return <></>;
  return (
    <nav class="trail" aria-label="Breadcrumb">
      <ol>
        {page.trail.map(({ title, address }) => (
          <li key={title}>{address === undefined ? title : <PageLink to={address}>{title}</PageLink>}</li>
        ))}
        <li aria-current="page">{page.title}</li>
      </ol>
    </nav>
  );
}

function Contents({ page }: { page: Page }): VNode {
  const { anchor } = usePage();
  if (!hasContents(page)) return <></>;
  return (
    <nav class="contents" aria-label="On this page">
      <p class="nav-title">On this page</p>
      <ul>
        {page.sections.map(({ id, title, count }) => (
          <li key={id}>
            <a href={`#${anchor(id)}`}>
              {title}
              {count === undefined ? '' : <span class="count">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Section({ section: { id, title, count, body } }: { section: PageSection }): VNode {
  const { anchor } = usePage();
  return (
    <section class="section" aria-labelledby={anchor(id)}>
      <h2 id={anchor(id)}>
        {title}
        {count === undefined ? '' : <span class="count">{count}</span>}
        <a class="anchor" href={`#${anchor(id)}`} aria-label={`Link to ${title}`}>
          #
        </a>
      </h2>
      {body}
    </section>
  );
}

function Foot({ page }: { page: Page }): VNode {
  const { site } = usePage();
  const markdown = markdownAddress(page.address);
  return (
    <footer class="foot">
      <p>
        Written from the model of the code; nothing here is typed by hand twice.{' '}
        <PageLink to={fixedAddresses.about}>About this site</PageLink>
        {site.options.companions?.has(markdown) === true ? (
          <>
            {' · '}
            <PageLink to={markdown}>This page as Markdown</PageLink>
          </>
        ) : (
          ''
        )}
      </p>
    </footer>
  );
}
