import type { ElementDocument } from '../document/element-document.js';
import type { ModelDocument } from '../document/model-document.js';

const known = new WeakMap<ModelDocument, boolean>();

/**
 * Whether the sources of a model were read. What methods do is known then: that nothing raises an event proves
 * something. Otherwise it proves nothing.
 */
export function sourcesWereRead(document: ModelDocument): boolean {
  let isRead = known.get(document);
  if (isRead === undefined) {
    isRead =
      document.edges.some(({ basis }) => basis === 'read') ||
      document.elements.some(({ methods }) => methods.length > 0);
    known.set(document, isRead);
  }
  return isRead;
}

/** Whether an element is what people write and use: no former version, nothing abstract, nothing derived. */
export function isWritten({ id, abstract, derived }: ElementDocument): boolean {
  return abstract !== true && derived === undefined && !isFormerVersion(id);
}

/** Whether an id is that of a former version of a message: `Banking.Opened.v1`. */
export function isFormerVersion(id: string): boolean {
  return /\.v\d+$/.test(id);
}
