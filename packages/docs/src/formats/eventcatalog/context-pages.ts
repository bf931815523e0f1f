import type { JsonValue } from '@domainry/core';
import type { ElementDocument, Landscape, ModelDocument } from '@domainry/model';
import { newestMessages, queriesOf } from '../names/latest.js';
import { mdxText } from '../text/mdx-text.js';
import { catalogId, pointerTo, serviceId, teamId, usualVersion, type Pointer } from './catalog-names.js';
import { isCatalogMessage } from './message-pages.js';
import type { CatalogPage } from './merge-page.js';
import { section } from './page-text.js';

/** Page of a context, which is a domain of the catalog. */
export function domainPage(landscape: Landscape, { context }: ModelDocument): CatalogPage {
  const { name, description, classification, owners, relationships } = context;
  return {
    frontMatter: {
      ...headOf(name, name, description, owners),
      services: [{ id: serviceId(name), version: usualVersion }],
      ...pointers('entities', elementsOf(landscape, name, ['aggregate', 'entity', 'valueObject'])),
      ...pointers('flows', elementsOf(landscape, name, ['processManager'])),
      ...(classification === undefined
        ? {}
        : { badges: [{ content: classification, backgroundColor: 'blue', textColor: 'blue' }] }),
    },
    body: [
      description === undefined ? '' : `${mdxText(description)}\n\n`,
      section(
        'Relationships',
        relationships.map(({ to, as, direction, description: how }) => {
          const side = direction === undefined ? '' : `, ${direction}`;
          return `- ${mdxText(to)}: ${mdxText(as)}${side}${how === undefined ? '' : `. ${mdxText(how)}`}`;
        }),
      ),
      '<NodeGraph />\n',
    ].join(''),
  };
}

/** Page of the service that a context is: what it sends and receives, keeps and shows. */
export function servicePage(landscape: Landscape, document: ModelDocument): CatalogPage {
  const { name, description, owners } = document.context;
  const containers = elementsOf(landscape, name, ['projection']);
  return {
    frontMatter: {
      ...headOf(serviceId(name), name, description, owners),
      ...pointers('sends', sentBy(landscape, document)),
      ...pointers('receives', receivedBy(landscape, document)),
      ...pointers('entities', elementsOf(landscape, name, ['aggregate', 'entity', 'valueObject'])),
      ...pointers('flows', elementsOf(landscape, name, ['processManager'])),
      ...pointers('writesTo', containers),
      ...pointers('readsFrom', containers),
    },
    body: '<NodeGraph />\n',
  };
}

/** The words of a context, as the catalog shows them. */
export function languagePage({ glossary }: ModelDocument): CatalogPage | undefined {
  if (glossary.length === 0) return undefined;
  const dictionary = glossary.map(({ name, definition, aliases, examples }) => ({
    id: teamId(name),
    name,
    ...(definition === undefined ? {} : { summary: definition }),
    ...(aliases.length + examples.length === 0
      ? {}
      : { description: [...aliases.map((alias) => `Also: ${alias}.`), ...examples].map(mdxText).join(' ') }),
  }));
  return { frontMatter: { dictionary }, body: '' };
}

/** Page of somebody who answers for something. */
export function teamPage(owner: string): CatalogPage {
  return { frontMatter: { id: teamId(owner), name: owner }, body: '' };
}

function headOf(
  id: string,
  name: string,
  description: string | undefined,
  owners: readonly string[],
): Readonly<Record<string, JsonValue>> {
  return {
    id: id === name ? teamId(name) : id,
    name,
    version: usualVersion,
    ...(description === undefined ? {} : { summary: description }),
    ...(owners.length === 0 ? {} : { owners: owners.map((owner) => teamId(owner)) }),
  };
}

function elementsOf(
  landscape: Landscape,
  context: string,
  kinds: readonly ElementDocument['kind'][],
): readonly Pointer[] {
  const elements = kinds.flatMap((kind) => landscape.ofKind(kind, context));
  return unique(elements.map((element) => ({ id: catalogId(landscape, element), version: usualVersion })));
}

/** Events the context raises, in their newest version, and what it sends to whoever handles it. */
function sentBy(landscape: Landscape, { context, edges }: ModelDocument): readonly Pointer[] {
  const events = newestMessages(landscape, context.name).filter(({ kind }) => kind === 'event');
  const sent = edges
    .filter(({ kind }) => kind === 'sends' || kind === 'asks')
    .flatMap(({ to }) => landscape.find(to) ?? []);
  return unique(
    [...events, ...sent].filter(isCatalogMessage).map((message) => pointerTo(landscape, message)),
  );
}

/** What the context handles, and commands and queries of its own that nobody does yet. */
function receivedBy(landscape: Landscape, { context, edges }: ModelDocument): readonly Pointer[] {
  const handled = edges
    .filter(({ kind }) => ['handles', 'reacts', 'projects', 'answers'].includes(kind))
    .flatMap(({ to }) => landscape.find(to) ?? []);
  const own = [
    ...newestMessages(landscape, context.name).filter(({ kind }) => kind === 'command'),
    ...queriesOf(landscape, context.name),
  ];
  return unique(
    [...handled, ...own].filter(isCatalogMessage).map((message) => pointerTo(landscape, message)),
  );
}

function unique(all: readonly Pointer[]): readonly Pointer[] {
  return [...new Map(all.map((pointer) => [`${pointer.id} ${pointer.version}`, pointer])).values()];
}

function pointers(key: string, all: readonly Pointer[]): Readonly<Record<string, JsonValue>> {
  return all.length === 0 ? {} : { [key]: all.map(({ id, version }) => ({ id, version })) };
}
