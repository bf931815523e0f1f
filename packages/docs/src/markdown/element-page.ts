import type { ElementDocument } from '@domainry/model';
import { clusterFigure } from '../figures/cluster-figure.js';
import type { FigureOptions } from '../figures/figure.js';
import { messageFlowFigure } from '../figures/message-flow-figure.js';
import { processSequenceFigure } from '../figures/process-figure.js';
import { stateFigure } from '../figures/state-figure.js';
import { kindsOnSite } from '../site/kinds.js';
import type { Site } from '../site/site.js';
import {
  examplesBlock,
  fieldsTable,
  findingsBlock,
  handlersTable,
  matrixTable,
  messageBlock,
  methodsTable,
  risksBlock,
  rulesList,
  storageBlock,
  testsBlock,
  versionsBlock,
} from './element-sections.js';
import { MarkdownPage, markdownOf } from './markdown-page.js';
import { codeText, plainText, points } from './markdown-text.js';

/** Pictures are left to who renders Mermaid. */
export const textOnly: FigureOptions = { picture: false };

/** The file about one element. */
export async function elementPage(site: Site, element: ElementDocument): Promise<MarkdownPage> {
  const { landscape } = site;
  const context = landscape.documentOf(element).context.name;
  const page = new MarkdownPage(site, markdownOf(site, element.id)!, context);
  const { documentation } = element;
  page
    .add(`# ${plainText(element.name)}`)
    .add(factsLine(page, element, context))
    .add(page.prose(element.description ?? documentation?.summary))
    .section('Findings', findingsBlock(site, page, element.id))
    .section('Fields', fieldsTable(site, page, element.fields))
    .section('Rules', rulesList(page, element.invariants));
  if (isBox(element.kind))
    page.section('Cluster', page.figure(await clusterFigure(landscape, element, textOnly)));
  for (const machine of element.stateMachines) {
    const figure = await stateFigure(landscape, element, machine, textOnly);
    page.section(`States of ${plainText(machine.field)}`, page.figure(figure));
  }
  if (element.kind === 'aggregate') page.section('Commands and events', matrixTable(site, page, element));
  if (element.message !== undefined) {
    page
      .section('Who takes part', messageBlock(site, page, element))
      .section('Flow', page.figure(await messageFlowFigure(landscape, element, 2, textOnly)))
      .section('Versions', versionsBlock(site, page, element));
  }
  if (element.kind === 'command') page.section('What may go wrong', risksBlock(site, page, element));
  if (element.kind === 'processManager') {
    page.section('Sequence', page.figure(await processSequenceFigure(landscape, element, textOnly)));
  }
  return page
    .section('What it handles', handlersTable(site, page, element))
    .section('Methods', methodsTable(page, element))
    .section('Tests', testsBlock(page, element))
    .section('Storage', storageBlock(element))
    .section('Remarks', page.prose(documentation?.remarks), ...asides(page, element))
    .section('Examples', examplesBlock(page, element))
    .section('Used by', usedBy(site, page, element));
}

function isBox(kind: ElementDocument['kind']): boolean {
  return kind === 'aggregate' || kind === 'entity' || kind === 'valueObject';
}

/** What it is, where it belongs, how it is called when it travels, and where it stands. */
function factsLine(page: MarkdownPage, element: ElementDocument, context: string): string {
  const { kind, aggregate, id, message, owners = [], deprecated, supersededBy, source } = element;
  return [
    `**${kindsOnSite[kind].title}** of ${page.element(context)}`,
    ...(aggregate === undefined || aggregate === id ? [] : [`in ${page.element(aggregate)}`]),
    ...(message === undefined ? [] : [codeText(message.type)]),
    ...(message?.published === true ? ['published'] : []),
    ...(owners.length === 0 ? [] : [`team ${owners.map(plainText).join(', ')}`]),
    ...(deprecated === undefined ? [] : [`deprecated since ${plainText(deprecated.since)}`]),
    ...(supersededBy === undefined ? [] : [`superseded by ${page.element(supersededBy)}`]),
    ...(source === undefined ? [] : [page.source(source)]),
  ].join(' · ');
}

/** What comments say besides, one list for each kind of thing. */
function asides(page: MarkdownPage, { documentation = {} }: ElementDocument): readonly string[] {
  const { why = [], questions = [], assumptions = [], metrics = [] } = documentation;
  const list = (title: string, texts: readonly string[]): string =>
    texts.length === 0 ? '' : `**${title}**\n\n${points(texts.map((text) => page.line(text)))}`;
  return [
    list('Why', why),
    list('Open questions', questions),
    list('Assumptions', assumptions),
    list('How to see that it works', metrics),
  ];
}

function usedBy({ landscape }: Site, page: MarkdownPage, { id }: ElementDocument): string {
  return points(
    landscape
      .edgesTo(id, 'contains', 'references')
      .map(
        ({ from, kind, method }) =>
          `${page.element(from, method === undefined ? '' : `.${method}`)} ${kind === 'contains' ? 'holds it' : 'points to it'}`,
      ),
  );
}
