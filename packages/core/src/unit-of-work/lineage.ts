import type { MessageMetadata } from '../messages/message.js';
import { surroundings } from './current.js';

/** Where events come from: taken when a save collects them, and never worked out again later. */
export interface Lineage {
  /** The message whose handling led to them. */
  readonly message?: MessageMetadata;
  readonly tenant?: string;
}

/** The lineage of what is saved here. */
export function lineageHere(): Lineage {
  const { message, tenant } = surroundings();
  return { ...(message === undefined ? {} : { message }), ...(tenant === undefined ? {} : { tenant }) };
}
