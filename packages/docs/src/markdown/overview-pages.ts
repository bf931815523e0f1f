import { contextMapFigure } from '../figures/context-map-figure.js';
import { eventModelFigure } from '../figures/event-model-figure.js';
import { fixedAddresses, markdownAddress } from '../site/addresses.js';
import type { Site } from '../site/site.js';
import { hasDecisions, hasFlows, hasGlossary } from '../site/what-there-is.js';
import { textOnly } from './element-page.js';
import { MarkdownPage } from './markdown-page.js';
import { codeText, link, plainText, points, table } from './markdown-text.js';

/** The file one begins with. */
export function readmePage(site: Site): MarkdownPage {
  const page = new MarkdownPage(site, 'README.md');
  const { landscape, options } = site;
  const to = (title: string, address: string, isThere = true): readonly string[] =>
    isThere ? [link(title, page.to(markdownAddress(address)))] : [];
  return page
    .add(`# ${plainText(site.title)}`)
    .add(page.prose(options.description))
    .section(
      'Contexts',
      table(
        ['Context', 'What it is for', 'Kind', 'Team', 'Elements'],
        landscape.documents.map(({ context, elements }) => [
          page.element(context.name),
          page.line(context.description),
          plainText(context.classification ?? ''),
          context.owners.map(plainText).join(', '),
          String(elements.length),
        ]),
      ),
    )
    .section(
      'Over all contexts',
      points([
        ...to('Context map', fixedAddresses.map, landscape.documents.length > 0),
        ...to('Timeline', fixedAddresses.timeline, hasFlows(site)),
        ...to('Glossary', fixedAddresses.glossary, hasGlossary(site)),
        ...to('Decisions', fixedAddresses.decisions, hasDecisions(site)),
        ...to('Findings', fixedAddresses.findings, site.findings.length > 0),
      ]),
    );
}

/** How contexts relate, and what travels between them. */
export async function mapPage(site: Site): Promise<MarkdownPage | undefined> {
  const figure = await contextMapFigure(site.landscape, textOnly);
  if (figure === undefined) return undefined;
  const page = new MarkdownPage(site, markdownAddress(fixedAddresses.map));
  return page
    .add('# Context map')
    .add(page.figure(figure))
    .section(
      'In words',
      points(
        figure.edges.map(
          ({ from, to, relation, label }) =>
            `${page.element(from)} ${plainText(relation)} ${page.element(to)}: ${plainText(label)}`,
        ),
      ),
    );
}

/** What happens, from left to right. */
export async function timelinePage(site: Site): Promise<MarkdownPage | undefined> {
  if (!hasFlows(site)) return undefined;
  const page = new MarkdownPage(site, markdownAddress(fixedAddresses.timeline));
  return page.add('# Timeline').add(page.figure(await eventModelFigure(site.landscape, textOnly)));
}

/** What words mean, in which context. */
export function glossaryPage(site: Site): MarkdownPage | undefined {
  if (!hasGlossary(site)) return undefined;
  const page = new MarkdownPage(site, markdownAddress(fixedAddresses.glossary));
  page.add('# Glossary');
  for (const { context, glossary } of site.landscape.documents) {
    page.section(
      plainText(context.name),
      table(
        ['Term', 'Meaning', 'Also called', 'Used by'],
        glossary.map(({ name, definition, aliases, element, usedBy }) => [
          element === undefined ? `**${plainText(name)}**` : page.element(element),
          page.line(definition),
          aliases.map(plainText).join(', '),
          page.elements(usedBy),
        ]),
      ),
    );
  }
  return page;
}

/** What the checks found, the worst first. */
export function findingsPage(site: Site): MarkdownPage | undefined {
  if (site.findings.length === 0) return undefined;
  const page = new MarkdownPage(site, markdownAddress(fixedAddresses.findings));
  return page.add('# Findings').add(
    table(
      ['Level', 'Code', 'Element', 'What was found', 'Why it matters', 'What to do'],
      site.findings.map(({ level, code, element, message, why, fix }) => [
        level,
        codeText(code),
        element === undefined ? '' : page.element(element),
        page.line(message),
        page.line(why),
        page.line(fix),
      ]),
    ),
  );
}

/** Decisions that were recorded: a list of them, and a file for each. */
export function decisionPages(site: Site): readonly MarkdownPage[] {
  if (!hasDecisions(site)) return [];
  const index = new MarkdownPage(site, markdownAddress(fixedAddresses.decisions));
  const all = site.landscape.documents.flatMap(({ context, decisions }) =>
    decisions.map((decision) => ({
      decision,
      page: new MarkdownPage(
        site,
        markdownAddress(site.addresses.decision(context.name, decision)),
        context.name,
      ),
    })),
  );
  index.add('# Decisions').add(
    table(
      ['Decision', 'Status', 'Date', 'About'],
      all.map(({ decision, page }) => [
        link(plainText(`${decision.id}. ${decision.title}`), index.to(page.path)),
        plainText(decision.status ?? ''),
        plainText(decision.date ?? ''),
        index.elements(decision.elements),
      ]),
    ),
  );
  for (const { decision, page } of all) {
    page
      .add(`# ${plainText(`${decision.id}. ${decision.title}`)}`)
      .add(
        [decision.status, decision.date]
          .flatMap((text) => (text === undefined ? [] : [plainText(text)]))
          .join(' · '),
      )
      .add(page.prose(decision.text))
      .section('About', page.elements(decision.elements));
  }
  return [index, ...all.map(({ page }) => page)];
}
