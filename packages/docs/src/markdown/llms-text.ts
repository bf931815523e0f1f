import type { ElementDocument } from '@domainry/model';
import { fixedAddresses, markdownAddress } from '../site/addresses.js';
import { isNewest } from '../facts/older-version.js';
import { kindOrder, kindsOnSite } from '../site/kinds.js';
import type { SiteInput } from '../site/site-input.js';
import { siteOf, type Site } from '../site/site.js';
import { hasFlows, hasGlossary } from '../site/what-there-is.js';
import { MarkdownPage, markdownOf } from './markdown-page.js';
import { link, plainText, points } from './markdown-text.js';

/**
 * The contents of `llms.txt` beside the Markdown set: what the system is, and where to read on, as llmstxt.org has it: a
 * title, a summary as a quote, and lists of links under headings.
 */
export function llmsText(input: SiteInput): string {
  const site = siteOf(input);
  const page = new MarkdownPage(site, 'llms.txt');
  page
    .add(`# ${plainText(site.title)}`)
    .add(`> ${summary(site, page)}`)
    .section('Overview', points(overview(site)));
  for (const { context } of site.landscape.documents) {
    page.section(
      plainText(context.name),
      points([
        entry(link(plainText(context.name), markdownOf(site, context.name)!), page.line(context.description)),
        ...elementsOf(site, context.name).map((element) =>
          entry(page.element(element.id), `${kindsOnSite[element.kind].title}${told(page, element)}`),
        ),
      ]),
    );
  }
  return page.toString();
}

/**
 * The contents of `llms-full.txt`: the whole Markdown set as one text, each file under its path.
 *
 * @param files - what `renderMarkdown` gave.
 */
export function llmsFullText(files: ReadonlyMap<string, string>): string {
  return [...files].map(([path, text]) => `<!-- ${path} -->\n\n${text}`).join('\n');
}

function summary({ landscape, options }: Site, page: MarkdownPage): string {
  if (options.description !== undefined) return page.line(options.description);
  const names = landscape.documents.map(({ context }) => plainText(context.name));
  return `The domain model of ${names.join(', ') || 'a system in which there is nothing yet'}: what there is, what it may do, which rules hold, and who reacts to what.`;
}

function overview(site: Site): readonly string[] {
  const file = (title: string, address: string, text: string): string =>
    entry(link(title, markdownAddress(address)), text);
  return [
    entry(link('README', 'README.md'), 'All contexts, and where to begin'),
    ...(site.landscape.documents.length > 0
      ? [file('Context map', fixedAddresses.map, 'How contexts relate, and what travels between them')]
      : []),
    ...(hasFlows(site)
      ? [
          file(
            'Timeline',
            fixedAddresses.timeline,
            'Commands, events and reactions in the order in which they happen',
          ),
        ]
      : []),
    ...(hasGlossary(site)
      ? [file('Glossary', fixedAddresses.glossary, 'What words mean, in which context')]
      : []),
    ...(site.findings.length > 0
      ? [file('Findings', fixedAddresses.findings, 'What is known to be wrong or missing')]
      : []),
  ];
}

/** Newest versions only, kind by kind. */
function elementsOf({ landscape }: Site, context: string): readonly ElementDocument[] {
  return kindOrder.flatMap((kind) => landscape.ofKind(kind, context).filter(isNewest));
}

function told(page: MarkdownPage, { description, documentation }: ElementDocument): string {
  const text = page.line(description ?? documentation?.summary);
  return text === '' ? '' : `. ${text}`;
}

function entry(title: string, text: string): string {
  return text === '' ? title : `${title}: ${text}`;
}
