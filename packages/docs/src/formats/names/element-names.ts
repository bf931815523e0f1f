import type { ElementDocument, Landscape } from '@domainry/model';
import { fileName } from './file-name.js';
import { identifierOf } from './identifier.js';

/** Kinds of element that have contents, and the folder their files are in. */
const folders = {
  aggregate: 'aggregates',
  command: 'commands',
  entity: 'entities',
  event: 'events',
  projection: 'projections',
  query: 'queries',
  valueObject: 'value-objects',
} as const;

/** Name of the context an element is in. */
export function contextOf(landscape: Landscape, element: ElementDocument): string {
  return landscape.documentOf(element).context.name;
}

/** Elements whose values can be written down, by id. */
export function elementsWithContents(landscape: Landscape): readonly ElementDocument[] {
  return landscape.elements.filter(({ kind }) => Object.hasOwn(folders, kind));
}

/** Messages that travel, by id, older versions among them. */
export function messagesOf(landscape: Landscape, context?: string): readonly ElementDocument[] {
  return landscape.elements.filter(
    (element) =>
      (element.kind === 'event' || element.kind === 'command') &&
      (context === undefined || contextOf(landscape, element) === context),
  );
}

/** `AccountWithdrawn.v2`: what is kept or sent says its version; queries have none. */
export function versionedName({ kind, name, message }: ElementDocument): string {
  return message === undefined || kind === 'query' ? name : `${name}.v${message.version}`;
}

/** `AccountWithdrawnV2`: the versioned name as an identifier. */
export function versionedIdentifier(element: ElementDocument): string {
  return identifierOf(versionedName(element).replace(/\.v(\d+)$/, 'V$1'));
}

/** `Banking/events/AccountWithdrawn.v2`, a path without its ending. */
export function pathOf(landscape: Landscape, element: ElementDocument): string {
  const folder = (folders as Readonly<Record<string, string>>)[element.kind] ?? 'others';
  return `${fileName(contextOf(landscape, element))}/${folder}/${fileName(versionedName(element))}`;
}
