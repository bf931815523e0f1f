import type { ElementDocument, Landscape } from '@domainry/model';
import { contextOf } from '../names/element-names.js';
import { fileName } from '../names/file-name.js';

/** Version of what has none in the model. */
export const usualVersion = '1.0.0';

/** A reference from one page to another. */
export interface Pointer {
  readonly id: string;
  readonly version: string;
}

/** Versions of messages are integers; those of a catalog have three parts. */
export function catalogVersion({ kind, message }: ElementDocument): string {
  return message === undefined || kind === 'query' ? usualVersion : `${message.version}.0.0`;
}

/** What an element is known by, in all its versions. */
export function catalogId(landscape: Landscape, element: ElementDocument): string {
  return `${fileName(contextOf(landscape, element))}.${fileName(element.name)}`;
}

export function pointerTo(landscape: Landscape, element: ElementDocument): Pointer {
  return { id: catalogId(landscape, element), version: catalogVersion(element) };
}

/** The service that a context is. */
export function serviceId(context: string): string {
  return `${fileName(context)}.Service`;
}

/** Folder of a context. */
export function contextFolder(context: string): string {
  return `domains/${fileName(context)}`;
}

/** Folder of the service that a context is. */
export function serviceFolder(context: string): string {
  return `${contextFolder(context)}/services/${fileName(context)}`;
}

/** Whoever answers for something, as the name of a file. */
export function teamId(owner: string): string {
  return fileName(owner);
}
