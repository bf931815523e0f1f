import type { ElementDocument } from '../document/element-document.js';
import type { FieldDocument } from '../document/field-document.js';

/**
 * Who writes and who reads what an element describes.
 *
 * - `request`: commands and queries; others write them, as JSON, and this code reads them
 * - `fact`: events; they are stored and read for ever, and by other contexts when they are published
 * - `state`: aggregates and their entities that are kept as rows
 * - `replayed`: aggregates and their entities that follow from events; nothing is stored of them that has to be read
 * - `view`: projections; stored as rows, and read by whoever asks
 * - `part`: value objects; they are what holds them
 */
export type Role = 'request' | 'fact' | 'state' | 'replayed' | 'view' | 'part';

/** How two versions of an element read each other. */
export interface Reading {
  readonly role: Role;
  /** Whether the former code passes over keys it does not know. */
  readonly wasLenient: boolean;
  /** Whether the code of today passes over keys it does not know. */
  readonly isLenient: boolean;
}

/** The reading of an element that has fields; undefined for all others. */
export function readingOf(
  before: ElementDocument,
  after: ElementDocument,
  find: (id: string) => ElementDocument | undefined,
): Reading | undefined {
  const role = roleOf(after, find);
  if (role === undefined) return undefined;
  return {
    role,
    wasLenient: before.message?.lenient === true,
    isLenient: after.message?.lenient === true,
  };
}

/** The role of an element; undefined for those without fields. */
export function roleOf(
  element: ElementDocument,
  find: (id: string) => ElementDocument | undefined,
): Role | undefined {
  switch (element.kind) {
    case 'command':
    case 'query':
      return 'request';
    case 'event':
      return 'fact';
    case 'aggregate':
      return element.storage?.eventSourced === true ? 'replayed' : 'state';
    case 'entity': {
      const root = element.aggregate === undefined ? undefined : find(element.aggregate);
      return root?.storage?.eventSourced === true ? 'replayed' : 'state';
    }
    case 'projection':
      return 'view';
    case 'valueObject':
      return 'part';
    default:
      return undefined;
  }
}

/** Whether data that were written for a field may lack it: those from before it was added, too. */
export function mayBeAbsent({ presence, identifier }: FieldDocument, { role }: Reading): boolean {
  if (presence === 'required') return false;
  // A generated identity is stored; senders leave it out.
  return identifier !== true || role === 'request';
}

/** Whether a field can be read from data that lack it. */
export function acceptsAbsence({ presence, identifier, kind }: FieldDocument, { role }: Reading): boolean {
  if (kind === 'hasMany') return true;
  // A new identity at each reading would be none.
  if (identifier === true && role !== 'request') return false;
  return presence !== 'required';
}

/** Whether readers who have no defaults always find a value. */
export function isGuaranteed({ presence }: FieldDocument): boolean {
  return presence === 'required' || presence === 'defaulted';
}
