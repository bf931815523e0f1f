import type { JsonValue } from '@domainry/core';
import {
  consumersOf,
  eventsOf,
  producersOf,
  sendersOf,
  type EdgeKind,
  type ElementDocument,
  type Landscape,
  type Step,
} from '@domainry/model';
import { loadModels } from '../load/load-models.js';
import { defineCommand } from '../run/command.js';
import { flagsOfLoading } from '../run/flags-of-all.js';
import type { Page } from '../text/page.js';
import { findElement } from './find-element.js';

export const describe = defineCommand({
  name: 'describe',
  summary: 'Tells everything the registry knows of an element, or of the domains.',
  given: [
    { name: 'element', what: 'Banking.Account, or Account. All contexts when absent.', isOptional: true },
  ],
  flags: {
    ...flagsOfLoading,
    why: { type: 'boolean', what: 'Tells what each connection rests on, and where it stands.' },
  },
  examples: [
    { call: 'domainry describe Account', what: 'Fields, rules, and who has to do with it.' },
    { call: 'domainry describe Withdraw --why', what: 'Who handles a command, and why.' },
  ],
  async run(context) {
    const { landscape, domains } = await loadModels(context);
    const [written] = context.given;
    if (written === undefined) {
      return {
        data: domains.map(({ context: name, why, elements }) => ({ context: name, elements, why })),
        page: (page) => writeContexts(page, landscape, domains),
      };
    }
    const element = findElement(landscape, written);
    const connections = connectionsOf(landscape, element);
    return {
      data: { element: element as unknown as JsonValue, connections: connections as unknown as JsonValue },
      page: (page) => {
        writeElement(page, element);
        writeConnections(page, landscape, element, connections, context.flags.why);
      },
    };
  },
});

/** One edge from or to an element, told from its side. */
interface Connection {
  readonly direction: 'from' | 'to';
  readonly kind: string;
  readonly other: string;
  readonly method?: string;
  readonly basis: string;
  readonly file?: string;
  readonly line?: number;
}

function connectionsOf(landscape: Landscape, { id }: ElementDocument): readonly Connection[] {
  const tell =
    (direction: Connection['direction']) =>
    ({ kind, from, to, method, basis, source }: ReturnType<Landscape['edgesFrom']>[number]): Connection => ({
      direction,
      kind,
      other: direction === 'from' ? to : from,
      ...(method === undefined ? {} : { method }),
      basis,
      ...(source === undefined ? {} : { file: source.file, line: source.line }),
    });
  return [...landscape.edgesFrom(id).map(tell('from')), ...landscape.edgesTo(id).map(tell('to'))];
}

function writeContexts(
  page: Page,
  landscape: Landscape,
  domains: readonly { context: string; why: string; elements: number }[],
): void {
  for (const document of landscape.documents) {
    const { name, description, classification, owners } = document.context;
    const domain = domains.find((each) => each.context === name);
    page.heading(name);
    if (description !== undefined) page.text(description);
    const kinds = new Map<string, number>();
    for (const { kind } of document.elements) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    page.entries([
      ...(classification === undefined ? [] : [['classification', classification] as const]),
      ...(owners.length === 0 ? [] : [['owners', owners.join(', ')] as const]),
      ...[...kinds]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([kind, count]) => [kind, String(count)] as const),
      ...(domain === undefined ? [] : [['picked because', domain.why] as const]),
    ]);
  }
}

function writeElement(page: Page, element: ElementDocument): void {
  const { id, kind, description, documentation, source, fields, invariants, stateMachines, message } =
    element;
  page.text([{ text: id, look: 'bold' }, ' ', { text: kind, look: 'cyan' }]);
  if (source !== undefined) page.text({ text: `${source.file}:${source.line}`, look: 'dim' });
  const text = description ?? documentation?.summary;
  if (text !== undefined) page.gap().text(text);
  if (message !== undefined) page.gap().text(`Travels as ${message.type}, version ${message.version}.`);
  if (fields.length > 0) {
    page.heading('Fields');
    page.table(
      ['Field', 'Kind', 'Presence', 'Rules'],
      fields.map((field) => [
        field.name,
        field.target ? `${field.kind} ${field.target}` : field.kind,
        field.presence,
        rulesOf(field.constraints),
      ]),
    );
  }
  if (invariants.length > 0) {
    page.heading('Rules');
    for (const { name, stage, message: rule } of invariants)
      page.item([{ text: stage, look: 'cyan' }, ` ${rule || name}`]);
  }
  for (const { field, transitions } of stateMachines) {
    page.heading(`States of ${field}`);
    const arrow = page.style.isUnicode ? '→' : '->';
    for (const { from, to, methods } of transitions) {
      page.item([
        `${from} ${arrow} ${to}`,
        ...(methods.length === 0 ? [] : [{ text: ` by ${methods.join(', ')}`, look: 'dim' as const }]),
      ]);
    }
  }
}

function rulesOf(constraints: ElementDocument['fields'][number]['constraints']): string {
  return Object.entries(constraints)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
}

/** What edges of these kinds lead to, each once. */
function targetsOf(landscape: Landscape, id: string, ...kinds: EdgeKind[]): readonly ElementDocument[] {
  const ids = new Set(landscape.edgesFrom(id, ...kinds).map(({ to }) => to));
  return [...ids].flatMap((to) => landscape.find(to) ?? []);
}

function writeConnections(
  page: Page,
  landscape: Landscape,
  element: ElementDocument,
  connections: readonly Connection[],
  isWhy: boolean,
): void {
  const { id } = element;
  const around: readonly (readonly [string, readonly (Step | ElementDocument)[]])[] = [
    ['Raised by', producersOf(landscape, element)],
    ['Sent by', sendersOf(landscape, element)],
    ['Handled by', consumersOf(landscape, element)],
    ['Handles', targetsOf(landscape, id, 'handles', 'reacts', 'projects', 'answers')],
    ['Raises', targetsOf(landscape, id, 'raises')],
    ['Sends', targetsOf(landscape, id, 'sends', 'asks')],
    ['Leads to', element.kind === 'command' ? eventsOf(landscape, element) : []],
  ];
  for (const [title, steps] of around) {
    if (steps.length === 0) continue;
    page.heading(title);
    for (const step of steps)
      page.item('element' in step ? `${step.element.id}${step.method ? `.${step.method}` : ''}` : step.id);
  }
  if (!isWhy) return;
  page.heading('Connections');
  if (connections.length === 0) page.text('There are none.');
  else {
    page.table(
      ['Connection', 'By', 'Because'],
      connections.map(({ direction, kind, other, method, basis, file, line }) => [
        direction === 'from' ? `${kind} ${other}` : `${other} ${kind} it`,
        method ?? '',
        `${basis === 'declared' ? 'the registry says so' : 'the source was read'}${file ? `, ${file}:${line}` : ''}`,
      ]),
    );
  }
}
