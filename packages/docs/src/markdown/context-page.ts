import type { ModelDocument } from '@domainry/model';
import { entityRelationFigure } from '../figures/entity-relation-figure.js';
import { isNewest } from '../facts/older-version.js';
import { kindOrder, kindsOnSite } from '../site/kinds.js';
import type { Site } from '../site/site.js';
import { textOnly } from './element-page.js';
import { rulesList } from './element-sections.js';
import { MarkdownPage, markdownOf } from './markdown-page.js';
import { plainText, points, table } from './markdown-text.js';

/** The file about one context: what it is for, what is in it, what always holds, and how it is connected. */
export async function contextPage(site: Site, document: ModelDocument): Promise<MarkdownPage> {
  const { context } = document;
  const page = new MarkdownPage(site, markdownOf(site, context.name)!, context.name);
  const { documentation = {}, owners, classification } = context;
  const asides = (texts: readonly string[] = []): string => points(texts.map((text) => page.line(text)));
  page
    .add(`# ${plainText(context.name)}`)
    .add(
      [
        `**${classification === undefined ? 'Context' : `${plainText(classification)} context`}**`,
        ...(owners.length === 0 ? [] : [`team ${owners.map(plainText).join(', ')}`]),
      ].join(' · '),
    )
    .add(page.prose(context.description ?? documentation.summary))
    .add(page.prose(documentation.remarks))
    .section('How it relates to others', relationships(page, document));
  addElements(site, page, document);
  return page
    .section('Rules', rules(page, document))
    .section('Entities', page.figure(await entityRelationFigure(site.landscape, context.name, textOnly)))
    .section('Open questions', asides(documentation.questions))
    .section('Assumptions', asides(documentation.assumptions))
    .section('How to see that it works', asides(documentation.metrics));
}

function relationships(page: MarkdownPage, { context }: ModelDocument): string {
  return table(
    ['Context', 'As', 'It is', 'What that means'],
    context.relationships.map(({ to, as, direction = '', description }) => [
      page.element(to),
      plainText(as),
      direction,
      page.line(description),
    ]),
  );
}

function addElements({ landscape }: Site, page: MarkdownPage, { context }: ModelDocument): void {
  for (const kind of kindOrder) {
    page.section(
      kindsOnSite[kind].plural,
      table(
        ['Name', 'What it is'],
        landscape
          .ofKind(kind, context.name)
          .filter(isNewest)
          .map(({ id, description, documentation }) => [
            page.element(id),
            page.line(description ?? documentation?.summary),
          ]),
      ),
    );
  }
}

function rules(page: MarkdownPage, { elements }: ModelDocument): string {
  return elements
    .filter(({ invariants }) => invariants.length > 0)
    .map((element) => `**${page.element(element.id)}**\n\n${rulesList(page, element.invariants)}`)
    .join('\n\n');
}
