import type { ElementDocument } from '@domainry/model';

/** Whether an element is a version of a message that a newer one stands beside. */
export function isOlderVersion({ id, name, message }: ElementDocument): boolean {
  return message !== undefined && id.endsWith(`.${name}.v${message.version}`);
}

/** Whether an element is the newest version of itself; what has no versions is. */
export function isNewest(element: ElementDocument): boolean {
  return !isOlderVersion(element);
}
