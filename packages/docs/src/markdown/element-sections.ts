import {
  consumersOf,
  eventsOf,
  producersOf,
  sendersOf,
  type ElementDocument,
  type FieldDocument,
  type InvariantDocument,
} from '@domainry/model';
import { commandMatrix } from '../figures/command-matrix.js';
import { typeOf } from '../figures/element-node.js';
import { commandRisks } from '../facts/command-risks.js';
import { choicesOf, constraintsInWords } from '../facts/constraints.js';
import { reactionsTo } from '../facts/reactions.js';
import { aboutOf, titleOf } from '../facts/test-words.js';
import type { Site } from '../site/site.js';
import type { MarkdownPage } from './markdown-page.js';
import { codeText, plainText, points, table } from './markdown-text.js';

/** What the checks found about an element. */
export function findingsBlock(site: Site, page: MarkdownPage, id: string): string {
  return points(
    site
      .findingsOf(id)
      .map(({ code, level, message, fix }) =>
        [`**${level}** ${codeText(code)} ${page.line(message)}`, page.line(fix)]
          .filter((part) => part !== '')
          .join(' '),
      ),
  );
}

export function fieldsTable(site: Site, page: MarkdownPage, fields: readonly FieldDocument[]): string {
  return table(
    ['Field', 'Type', 'Needed', 'Rules', 'Default', 'Meaning'],
    fields.map((field) => [
      `${codeText(field.name)}${field.identifier === true ? ' (identity)' : ''}`,
      field.target === undefined
        ? codeText(typeOf(site.landscape, field))
        : `${page.element(field.target)} (${plainText(field.kind)})`,
      plainText(field.presence),
      [...constraintsInWords(field), ...choices(field)].map(plainText).join('; '),
      field.default === undefined ? '' : codeText(JSON.stringify(field.default)),
      [page.line(field.description), marks(field)].filter((part) => part !== '').join(' '),
    ]),
  );
}

function choices(field: FieldDocument): readonly string[] {
  const found = choicesOf(field);
  return found.length === 0 ? [] : [`one of ${found.join(', ')}`];
}

function marks({ personal, deprecated }: FieldDocument): string {
  return [
    ...(personal === undefined ? [] : [`Personal data: ${plainText(personal)}.`]),
    ...(deprecated === undefined ? [] : [`Deprecated since ${plainText(deprecated.since)}.`]),
  ].join(' ');
}

export function rulesList(page: MarkdownPage, rules: readonly InvariantDocument[]): string {
  return points(
    rules.map(({ stage, message, code, fields, documentation, source }) =>
      [
        `**${stage === 'pre' ? 'Before a change' : stage === 'post' ? 'Always' : plainText(stage)}:** ${page.line(message)}`,
        `(${[codeText(code), ...(fields.length === 0 ? [] : [`about ${fields.map(codeText).join(', ')}`]), ...(source === undefined ? [] : [page.source(source)])].join('; ')})`,
        ...(documentation?.why ?? []).map((why) => `Why: ${page.line(why)}`),
      ].join(' '),
    ),
  );
}

export function methodsTable(page: MarkdownPage, { methods }: ElementDocument): string {
  return table(
    ['Method', 'What it does', 'Changes', 'Raises', 'May throw'],
    methods.map(({ name, parameters, returns, documentation, changes, raises, throws }) => [
      codeText(`${name}(${parameters.join(', ')})${returns === undefined ? '' : `: ${returns}`}`),
      page.line(documentation?.summary),
      changes.map(codeText).join(', '),
      page.elements(raises),
      throws.map(({ error }) => codeText(error)).join(', '),
    ]),
  );
}

/** Which command of an aggregate leads to which event. */
export function matrixTable(site: Site, page: MarkdownPage, aggregate: ElementDocument): string {
  const matrix = commandMatrix(site.landscape, aggregate);
  if (matrix === undefined) return '';
  return table(
    ['Command', ...matrix.events.map(({ id }) => page.element(id))],
    matrix.commands.map(({ id }, row) => [
      page.element(id),
      ...matrix.cells[row]!.map((leads) => (leads ? '●' : '·')),
    ]),
  );
}

/** Messages a class is called for, and what it does then. */
export function handlersTable(site: Site, page: MarkdownPage, element: ElementDocument): string {
  const effects = (method: string): readonly string[] =>
    site.landscape
      .edgesFrom(element.id, 'sends', 'asks', 'raises', 'invokes', 'maintains')
      .filter((edge) => edge.method === undefined || edge.method === method)
      .map(({ to }) => to);
  return table(
    ['When', 'Method', 'What it does', 'What follows'],
    element.handlers.map(({ message, everyEvent, method, start, end }) => [
      [
        message === undefined ? (everyEvent === true ? 'every event' : '') : page.element(message),
        ...(start === true ? ['(begins it)'] : end === true ? ['(ends it)'] : []),
      ].join(' '),
      codeText(`${method}()`),
      page.line(element.methods.find(({ name }) => name === method)?.documentation?.summary),
      page.elements(effects(method)),
    ]),
  );
}

/** Who raises or sends a message, who handles it, and what comes of it. */
export function messageBlock(site: Site, page: MarkdownPage, message: ElementDocument): string {
  const { landscape } = site;
  const producers = producersOf(landscape, message);
  const senders = sendersOf(landscape, message);
  const consumers =
    message.kind === 'event'
      ? reactionsTo(landscape, message).map(({ step }) => step)
      : consumersOf(landscape, message);
  const events = message.kind === 'command' ? eventsOf(landscape, message) : [];
  return points([
    ...(producers.length === 0 ? [] : [`Raised by ${producers.map((step) => page.step(step)).join(', ')}`]),
    ...(senders.length === 0 ? [] : [`Sent by ${senders.map((step) => page.step(step)).join(', ')}`]),
    consumers.length === 0
      ? message.kind === 'event'
        ? 'Nobody reacts to it'
        : 'Nobody handles it'
      : `${message.kind === 'event' ? 'Who reacts:' : 'Handled by'} ${consumers.map((step) => page.step(step)).join(', ')}`,
    ...(events.length === 0 ? [] : [`Leads to ${page.elements(events.map(({ id }) => id))}`]),
  ]);
}

/** Everything that may keep a command from being done. */
export function risksBlock(site: Site, page: MarkdownPage, command: ElementDocument): string {
  const { malformed, before, states, after, values, thrown } = commandRisks(site.landscape, command);
  const about = (element: ElementDocument, name: string): string =>
    element === command ? codeText(name) : `${page.element(element.id)} ${codeText(name)}`;
  return points([
    ...malformed.map(
      ({ element, field, conditions }) => `${about(element, field.name)} ${plainText(conditions.join(', '))}`,
    ),
    ...before.map(
      ({ element, invariant }) =>
        `before, of ${page.element(element.id)}: ${page.line(invariant.message)} (${codeText(invariant.code)})`,
    ),
    ...states.map(
      ({ element, field, from }) => `${about(element, field)} has to be ${from.map(plainText).join(' or ')}`,
    ),
    ...after.map(
      ({ element, invariant }) =>
        `afterwards, of ${page.element(element.id)}: ${page.line(invariant.message)} (${codeText(invariant.code)})`,
    ),
    ...values.map(
      ({ element, field, conditions }) => `${about(element, field.name)} ${plainText(conditions.join(', '))}`,
    ),
    ...thrown.map(({ step, error, message }) =>
      [
        `${page.step(step)} may throw ${codeText(error)}`,
        ...(message === undefined ? [] : [plainText(message)]),
      ].join(': '),
    ),
  ]);
}

/** How older versions of a message become this one. */
export function versionsBlock(
  site: Site,
  page: MarkdownPage,
  { id, name, message }: ElementDocument,
): string {
  if (message === undefined) return '';
  const context = id.slice(0, id.indexOf('.'));
  return table(
    ['From', 'To', 'How', 'Upcaster'],
    message.upcasters.map(({ from, to, upcaster, description }) => [
      site.landscape.find(`${context}.${name}.v${from}`) === undefined
        ? `v${from}`
        : page.element(`${context}.${name}.v${from}`, ` v${from}`),
      `v${to}`,
      page.line(description),
      page.element(upcaster),
    ]),
  );
}

export function storageBlock({ storage }: ElementDocument): string {
  if (storage === undefined) return '';
  const { storedAs, stream, database, eventSourced, snapshotEvery } = storage;
  return points([
    `Kept as its ${eventSourced === true ? 'events' : 'state'}`,
    ...(storedAs === undefined ? [] : [`Table or collection ${codeText(storedAs)}`]),
    ...(stream === undefined ? [] : [`Streams ${codeText(`${stream}-…`)}`]),
    ...(database === undefined ? [] : [`Database ${codeText(database)}`]),
    ...(snapshotEvery === undefined ? [] : [`A snapshot every ${snapshotEvery} events`]),
  ]);
}

/** Tests that name it, or a part of it. */
export function testsBlock(page: MarkdownPage, { tests = [] }: ElementDocument): string {
  return table(
    ['Test', 'About', 'Where'],
    tests.map((test) => [plainText(titleOf(test)), plainText(aboutOf(test)), page.source(test.source)]),
  );
}

/** Examples of the comments; those that are no code blocks are prose. */
export function examplesBlock(page: MarkdownPage, { documentation }: ElementDocument): string {
  return (documentation?.examples ?? []).map((example) => page.prose(example)).join('\n\n');
}
