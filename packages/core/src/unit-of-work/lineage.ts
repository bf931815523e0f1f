import type { MessageMetadata } from '../messages/message.js';
import { surroundings } from './current.js';

/** Where events come from: taken when a save collects them, and never worked out again later. */
export interface Lineage {
  /** The message whose handling led to them. */
  readonly message?: MessageMetadata | undefined;
  readonly tenant?: string | undefined;
}

/**
 * The lineage of what is saved here.
 *
 * @param outer - says what is not known here.
 */
export function lineageHere(outer: Lineage = nowhere): Lineage {
  const here = surroundings();
  const message = here.message ?? outer.message;
  const tenant = here.tenant ?? outer.tenant;
  // Most is saved where its unit was begun.
  return message === outer.message && tenant === outer.tenant ? outer : { message, tenant };
}

const nowhere: Lineage = Object.freeze({ message: undefined, tenant: undefined });
