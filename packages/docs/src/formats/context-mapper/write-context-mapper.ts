import type { ContextDocument, ElementDocument, Landscape, ModelDocument } from '@domainry/model';
import type { FormatFiles } from '../format.js';
import { compare } from '../../compare.js';
import { messagesOf, versionedIdentifier } from '../names/element-names.js';
import { newestMessages } from '../names/latest.js';
import { cmlAttributes, cmlEnumerations, enumKey } from './cml-attributes.js';
import { cmlBlock, cmlName, cmlText } from './cml-text.js';
import { relationshipText } from './relationship-text.js';

/** Kinds of element, and the words CML has for them. */
const elementWords: Readonly<Partial<Record<ElementDocument['kind'], string>>> = {
  aggregate: 'Entity',
  entity: 'Entity',
  valueObject: 'ValueObject',
  event: 'DomainEvent',
  command: 'CommandEvent',
};

const subdomainTypes: Readonly<Record<NonNullable<ContextDocument['classification']>, string>> = {
  core: 'CORE_DOMAIN',
  supporting: 'SUPPORTING_DOMAIN',
  generic: 'GENERIC_SUBDOMAIN',
};

/** The landscape in the language of Context Mapper, whose refactorings and generators can then be tried on it. */
export function writeContextMapper(landscape: Landscape): FormatFiles {
  if (landscape.documents.length === 0) return new Map();
  const names = namesOf(landscape);
  const parts = [
    contextMap(landscape, names),
    cmlBlock(
      'Domain Landscape',
      landscape.documents.map((document) => subdomain(document.context, names)),
    ),
    ...landscape.documents.map((document) => boundedContext(landscape, document, names)),
    ...strangers(landscape).map((name) => cmlBlock(`BoundedContext ${names.get(name)!}`, [])),
  ];
  return new Map([['landscape.cml', parts.join('\n')]]);
}

function contextMap(landscape: Landscape, names: ReadonlyMap<string, string>): string {
  const contexts = [...landscape.documents.map(({ context }) => context.name), ...strangers(landscape)];
  const relationships = landscape.documents.flatMap(({ context }) =>
    context.relationships
      .filter(({ to }) => to !== context.name)
      .map((relationship) =>
        relationshipText(names.get(context.name)!, names.get(relationship.to)!, relationship),
      ),
  );
  return cmlBlock('ContextMap LandscapeMap', [
    'type = SYSTEM_LANDSCAPE\n',
    'state = AS_IS\n',
    ...contexts.map((name) => `contains ${names.get(name)!}\n`),
    ...new Set(relationships),
  ]);
}

function subdomain(context: ContextDocument, names: ReadonlyMap<string, string>): string {
  return cmlBlock(`Subdomain ${names.get(context.name)!}Domain`, [
    ...(context.classification === undefined ? [] : [`type = ${subdomainTypes[context.classification]}\n`]),
    ...visionOf(context),
  ]);
}

function boundedContext(
  landscape: Landscape,
  { context }: ModelDocument,
  names: ReadonlyMap<string, string>,
): string {
  const name = names.get(context.name)!;
  const elements = writtenElements(landscape, context.name);
  const roots = elements.filter(({ kind }) => kind === 'aggregate');
  const shared = elements.filter(({ aggregate }) => !roots.some(({ id }) => id === aggregate));
  const clusters = roots.map((root) => {
    const members = elements.filter(({ aggregate, id }) => aggregate === root.id && id !== root.id);
    return aggregateBlock(landscape, `${names.get(root.id)!}Aggregate`, [root, ...members], names);
  });
  return cmlBlock(`BoundedContext ${name} implements ${name}Domain`, [
    ...visionOf(context),
    ...clusters,
    ...(shared.length === 0 ? [] : [aggregateBlock(landscape, `${name}Shared`, shared, names)]),
  ]);
}

function visionOf({ description }: ContextDocument): readonly string[] {
  return description === undefined ? [] : [`domainVisionStatement = ${cmlText(description)}\n`];
}

function aggregateBlock(
  landscape: Landscape,
  name: string,
  elements: readonly ElementDocument[],
  names: ReadonlyMap<string, string>,
): string {
  const parts = elements.flatMap((element) => [
    ...cmlEnumerations(element, names),
    ...(element.description === undefined ? [] : [`${cmlText(element.description)}\n`]),
    cmlBlock(`${elementWords[element.kind]!} ${names.get(element.id)!}`, [
      ...(element.kind === 'aggregate' ? ['aggregateRoot\n'] : []),
      ...cmlAttributes(landscape, element, names),
    ]),
  ]);
  return cmlBlock(`Aggregate ${name}`, parts);
}

/** Elements of a context that CML has words for: messages in their newest version, as a model has no versions. */
function writtenElements(landscape: Landscape, context: string): readonly ElementDocument[] {
  const newest = newestMessages(landscape, context);
  const older = new Set(messagesOf(landscape, context).filter((message) => !newest.includes(message)));
  return landscape.elements.filter(
    (element) =>
      elementWords[element.kind] !== undefined &&
      !older.has(element) &&
      landscape.documentOf(element).context.name === context,
  );
}

/** Contexts that others name, and no document describes. */
function strangers(landscape: Landscape): readonly string[] {
  const known = new Set(landscape.documents.map(({ context }) => context.name));
  const named = landscape.documents.flatMap(({ context }) => context.relationships.map(({ to }) => to));
  return [...new Set(named)].filter((name) => !known.has(name)).sort(compare);
}

/** Names of contexts, of elements by id, and of enumerations; no two in the file are alike. */
function namesOf(landscape: Landscape): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const add = (key: string, wanted: string): void => {
    let name = wanted;
    for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
    taken.add(name);
    names.set(key, name);
  };
  for (const { context } of landscape.documents) add(context.name, cmlName(context.name));
  for (const name of strangers(landscape)) add(name, cmlName(name));
  for (const { context } of landscape.documents) {
    for (const element of writtenElements(landscape, context.name)) {
      const plain = versionedIdentifier(element).replace(/V\d+$/, '');
      add(element.id, cmlName(element.message === undefined ? versionedIdentifier(element) : plain));
      for (const { field } of element.stateMachines)
        add(
          enumKey(element, { name: field }),
          `${names.get(element.id)!}${cmlName(field).replace(/^\^?./, upper)}`,
        );
    }
  }
  return names;
}

function upper(start: string): string {
  return start.replace('^', '').toUpperCase();
}
