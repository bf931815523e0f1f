import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type DefaultTheme } from 'vitepress';

const docs = fileURLToPath(new URL('..', import.meta.url));

/** Decision records, by their titles: the sidebar lists what the folder holds. */
function decisions(): DefaultTheme.SidebarItem[] {
  return readdirSync(`${docs}/adr`)
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => {
      const [, title = file] = /^# (.+)$/m.exec(readFileSync(`${docs}/adr/${file}`, 'utf8')) ?? [];
      return { text: title.replace(/^0+(?=\d)/, ''), link: `/adr/${file.replace(/\.md$/, '')}` };
    });
}

/** Refuses a sidebar that does not lead to each page exactly once. */
function eachPageOnce(groups: readonly DefaultTheme.SidebarItem[]): DefaultTheme.SidebarItem[] {
  const links = groups.flatMap(({ items = [] }) =>
    items.map(({ link = '' }) => link.replace(/\/$/, '/index')),
  );
  const pages = readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md') && !/\/(node_modules|adr)\/|\/\.|^\/index\.md$/.test(file))
    .map((file) => file.replace(/\.md$/, ''));
  const wrong = [
    ...links.filter((link, at) => links.indexOf(link) !== at).map((link) => `${link} is there twice`),
    ...links.filter((link) => !pages.includes(link)).map((link) => `${link} is no page`),
    ...pages.filter((each) => !links.includes(each)).map((each) => `${each} is not there`),
  ];
  if (wrong.length > 0) throw new Error(`The sidebar of .vitepress/config.ts: ${wrong.sort().join(', ')}.`);
  return [...groups];
}

const page = (text: string, link: string): DefaultTheme.SidebarItem => ({ text, link });

export default defineConfig({
  title: 'Domainry',
  description: 'Domain-driven design for TypeScript, with decorators and a registry that documents itself',
  lang: 'en',
  cleanUrls: false,
  // Times of files differ from clone to clone; the same sources give the same site.
  lastUpdated: false,
  head: [['meta', { name: 'color-scheme', content: 'light dark' }]],
  srcExclude: ['**/node_modules/**'],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      // What stands behind `ts` in a fence tells the runner of examples what to do with it, not the reader.
      const { fence } = markdown.renderer.rules;
      markdown.renderer.rules.fence = (tokens, index, options, environment, self) => {
        const token = tokens[index]!;
        token.info = token.info.replaceAll(/ (run|continue|fragment|legacy|standard|file=\S+)(?= |$)/g, '');
        return fence!(tokens, index, options, environment, self);
      };
      // Pages also stand in the repository, where they may point to code; on the site there is none to point to.
      markdown.core.ruler.push('links-out-of-the-site', ({ tokens }) => {
        for (const { children } of tokens) {
          let leadsOut = false;
          for (const token of children ?? []) {
            if (token.type === 'link_open') leadsOut = /^(\.\.\/){2}/.test(token.attrGet('href') ?? '');
            if (!leadsOut || !/^link_(open|close)$/.test(token.type)) continue;
            token.tag = 'em';
            token.attrs = null;
          }
        }
      });
    },
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/getting-started', activeMatch: '/guide/|/concepts/' },
      { text: 'Reference', link: '/reference/errors', activeMatch: '/reference/' },
      { text: 'Compare', link: '/compare/', activeMatch: '/compare/' },
      { text: 'Examples', link: '/examples' },
      { text: 'Decisions', link: '/adr/0000-principles', activeMatch: '/adr/' },
    ],
    sidebar: {
      '/adr/': [{ text: 'Decisions', items: decisions() }],
      '/': eachPageOnce([
        {
          text: 'Begin',
          items: [page('Getting started', '/guide/getting-started'), page('Examples', '/examples')],
        },
        {
          text: 'Ideas',
          items: [
            page('Always valid', '/concepts/always-valid'),
            page('One unit, one commit', '/concepts/one-commit'),
            page('Events last', '/concepts/events-last'),
            page('The registry', '/concepts/registry'),
          ],
        },
        {
          text: 'The model',
          items: [
            page('Fields', '/guide/fields'),
            page('Changes and rules', '/guide/changes'),
            page('Messages', '/guide/messages'),
            page('Event-sourced aggregates', '/guide/event-sourcing'),
            page('Deciders', '/guide/deciders'),
            page('Validation with other libraries', '/guide/validation'),
          ],
        },
        {
          text: 'The running system',
          items: [
            page('Commands, queries, events', '/guide/handling'),
            page('Saving and loading', '/guide/persistence'),
            page('Tables and columns', '/guide/tables'),
            page('Stores', '/guide/stores'),
            page('SQLite', '/guide/sqlite'),
            page('PostgreSQL', '/guide/postgres'),
            page('Queries', '/guide/queries'),
            page('Reliability', '/guide/reliability'),
            page('Migrations', '/guide/migrations'),
            page('Tenants', '/guide/tenants'),
            page('Events and the log', '/guide/event-store'),
            page('Testing', '/guide/testing'),
          ],
        },
        {
          text: 'Living documentation',
          items: [
            page('The model document', '/guide/model'),
            page('The site', '/guide/documentation'),
            page('Checks', '/guide/checks'),
            page('The command line', '/guide/cli'),
            page('Exports', '/guide/exports'),
          ],
        },
        {
          text: 'Reference',
          items: [
            page('Errors', '/reference/errors'),
            page('The domainry command', '/reference/cli'),
            page('Findings', '/reference/checks'),
            page('Conformance of adapters', '/reference/conformance'),
            page('House tour', '/house-tour'),
          ],
        },
        {
          text: 'Compare',
          items: [
            page('Overview', '/compare/'),
            page('NestJS CQRS', '/compare/nestjs-cqrs'),
            page('Emmett', '/compare/emmett'),
            page('Castore', '/compare/castore'),
            page('Effect', '/compare/effect'),
          ],
        },
      ]),
    },
    outline: [2, 3],
    search: { provider: 'local' },
    footer: { message: 'Apache-2.0, nothing held back.' },
  },
});
