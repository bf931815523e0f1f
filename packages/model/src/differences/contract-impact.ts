import type { ElementDocument } from '../document/element-document.js';
import type { Direction } from './compatibility.js';
import type { CompareOptions } from './comparison.js';
import type { Impact } from './model-difference.js';
import type { Role } from './reading.js';

/** What decides how grave a change of a contract is. */
export interface Contract {
  readonly role: Role;
  /** Readers in other contexts rely on it. */
  readonly isPublished: boolean;
  /** Older data are brought to the form of today before they are read. */
  readonly isUpcast: boolean;
}

/** How grave it is when the two forms of a contract understand each other only so far. */
export function impactOf(
  direction: Direction,
  { role, isPublished, isUpcast }: Contract,
  { allowUnversioned = false }: CompareOptions,
): Impact {
  // Nothing of it is stored, and nobody else has it in hand.
  if (role === 'replayed') return 'safe';
  const isRead = direction.backward || isUpcast;
  if (role === 'request') return isRead ? 'safe' : 'breaking';
  if ((isPublished || role === 'view') && !direction.elsewhere) return 'breaking';
  if (isRead) return 'safe';
  return allowUnversioned ? 'informational' : 'breaking';
}

/** What to do about a breaking change. */
export function fixOf(direction: Direction, { role, isPublished, isUpcast }: Contract): string | undefined {
  const isRead = direction.backward || isUpcast;
  switch (role) {
    case 'request':
      return 'Accept both forms until all who send it write the new one.';
    case 'fact':
      if (!isRead) return 'Raise the version and add an upcaster that brings former data to the new form.';
      return isPublished
        ? 'Publish the new form beside the old one, as an event of its own, until its readers have moved.'
        : undefined;
    case 'state':
      return 'Bring what is stored to the new form before this code reads it, or keep reading the old one.';
    case 'view':
      return isRead
        ? 'Keep the old field until its readers have moved.'
        : 'Rebuild the projection with this code.';
    default:
      return undefined;
  }
}

/** The contract of an element in its role. */
export function contractOf(element: ElementDocument, role: Role, isUpcast: boolean): Contract {
  return { role, isPublished: element.message?.published === true, isUpcast };
}
