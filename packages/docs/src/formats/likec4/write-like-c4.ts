import type { ElementDocument, Landscape, ModelDocument } from '@domainry/model';
import type { FormatFiles } from '../format.js';
import { compare } from '../../compare.js';
import { identifierOf } from '../names/identifier.js';
import { oneLine } from '../text/one-line.js';
import { boxKindOf, trafficOf, type BoxKind } from './traffic.js';

/** Kinds of box, with their shapes. */
const shapes: Readonly<Record<BoxKind | 'context' | 'external', string>> = {
  aggregate: 'rectangle',
  context: 'rectangle',
  external: 'rectangle',
  policy: 'component',
  process: 'queue',
  readModel: 'storage',
};

/** Words that are no names in LikeC4 although they begin with a capital. */
const layouts = new Set(['BottomTop', 'LeftRight', 'RightLeft', 'TopBottom']);

/**
 * The landscape as a model of LikeC4: contexts hold aggregates, processes, policies and read models; commands and events go
 * between them. A view of everything, and one of each context.
 */
export function writeLikeC4(landscape: Landscape): FormatFiles {
  const names = namesOf(landscape);
  const text = [specification(), model(landscape, names), views(landscape, names)].join('\n');
  return new Map([['landscape.c4', text]]);
}

function specification(): string {
  const kinds = Object.entries(shapes).map(
    ([kind, shape]) => `  element ${kind} {\n    style {\n      shape ${shape}\n    }\n  }\n`,
  );
  return `specification {\n${kinds.join('')}  relationship command\n  relationship event\n  relationship pattern\n}\n`;
}

function model(landscape: Landscape, names: ReadonlyMap<string, string>): string {
  const contexts = landscape.documents.map((document) => contextBlock(landscape, document, names));
  const externals = externalContexts(landscape).map(
    (name) => `  ${names.get(name)!} = external ${quoted(name)}\n`,
  );
  return `model {\n${[...contexts, ...externals, ...patterns(landscape, names), ...messages(landscape, names)].join('')}}\n`;
}

function contextBlock(
  landscape: Landscape,
  { context }: ModelDocument,
  names: ReadonlyMap<string, string>,
): string {
  const boxes = boxesIn(landscape, context.name).map((element) => {
    const [, own] = names.get(element.id)!.split('.');
    return (
      `    ${own!} = ${boxKindOf(element)!} ${quoted(element.name)} {\n${describe(element.description, '      ')}` +
      `      metadata {\n        element ${quoted(element.id)}\n      }\n    }\n`
    );
  });
  const owners = context.owners.length === 0 ? '' : `      owners ${quoted(context.owners.join(', '))}\n`;
  const classified =
    context.classification === undefined ? '' : `      classification ${quoted(context.classification)}\n`;
  const metadata = owners + classified === '' ? '' : `    metadata {\n${owners}${classified}    }\n`;
  return (
    `  ${names.get(context.name)!} = context ${quoted(context.name)} {\n` +
    `${describe(context.description, '    ')}${metadata}${boxes.join('')}  }\n`
  );
}

/** From the upstream context to the downstream one. */
function patterns(landscape: Landscape, names: ReadonlyMap<string, string>): readonly string[] {
  const lines = landscape.documents.flatMap(({ context }) =>
    context.relationships.map(({ to, as, direction }) => {
      const [from, target] = direction === 'downstream' ? [to, context.name] : [context.name, to];
      return `  ${names.get(from)!} -[pattern]-> ${names.get(target)!} ${quoted(as)}\n`;
    }),
  );
  return [...new Set(lines)];
}

function messages(landscape: Landscape, names: ReadonlyMap<string, string>): readonly string[] {
  const lines = trafficOf(landscape).map(({ from, to, message }) => {
    const kind = message.kind === 'event' ? 'event' : 'command';
    return `  ${names.get(from.id)!} -[${kind}]-> ${names.get(to.id)!} ${quoted(message.name)}\n`;
  });
  return [...new Set(lines)];
}

function views(landscape: Landscape, names: ReadonlyMap<string, string>): string {
  const contexts = landscape.documents.map(({ context }) => {
    const name = names.get(context.name)!;
    return `  view context_${name} of ${name} {\n    title ${quoted(context.name)}\n    include *\n  }\n`;
  });
  return `views {\n  view index {\n    title "Landscape"\n    include *\n  }\n${contexts.join('')}}\n`;
}

function boxesIn(landscape: Landscape, context: string): readonly ElementDocument[] {
  return landscape.elements.filter(
    (element) => boxKindOf(element) !== undefined && landscape.documentOf(element).context.name === context,
  );
}

/** Contexts that others name, and no document describes. */
function externalContexts(landscape: Landscape): readonly string[] {
  const known = new Set(landscape.documents.map(({ context }) => context.name));
  const named = landscape.documents.flatMap(({ context }) => context.relationships.map(({ to }) => to));
  return [...new Set(named)].filter((name) => !known.has(name)).sort(compare);
}

/** Names of contexts, by name, and of boxes, by id: `Banking.Account`. */
function namesOf(landscape: Landscape): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const contexts = [
    ...landscape.documents.map(({ context }) => context.name),
    ...externalContexts(landscape),
  ];
  for (const context of contexts) names.set(context, nameOf(context));
  for (const { context } of landscape.documents) {
    for (const { id, name } of boxesIn(landscape, context.name)) {
      const own = boxesIn(landscape, context.name).filter((other) => other.name === name && other.id < id);
      names.set(id, `${names.get(context.name)!}.${nameOf(name)}${own.length === 0 ? '' : own.length + 1}`);
    }
  }
  return names;
}

/** Words of LikeC4 begin with small letters. */
function nameOf(name: string): string {
  const spelled = identifierOf(name);
  return /^[A-Z]/.test(spelled) && !layouts.has(spelled) ? spelled : `n_${spelled}`;
}

function describe(description: string | undefined, indent: string): string {
  return description === undefined ? '' : `${indent}description ${quoted(description)}\n`;
}

function quoted(text: string): string {
  return `"${oneLine(text).replace(/["\\]/g, '\\$&')}"`;
}
