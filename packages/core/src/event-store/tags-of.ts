import type { AnyEvent } from '../elements/event.js';
import { DomainryError } from '../errors/domainry-error.js';
import { describeReceived } from '../errors/violation.js';
import { isCleanText } from '../fields/clean-text.js';
import type { AnyClass } from '../metadata.js';
import type { Registry } from '../registry/registry.js';

/**
 * What an event is about: the tags that its declaration gives, and others that are given with it. Each once.
 *
 * @throws DomainryError TAGS_INVALID when one is no text, empty, longer than an index takes, or cannot be stored.
 */
export function tagsOf(
  registry: Registry,
  event: AnyEvent,
  others: readonly string[] = none,
): readonly string[] {
  const declared = registry.find(event.constructor as AnyClass)?.options['tags'];
  if (typeof declared !== 'function' && others.length === 0) return none;
  const given: unknown = typeof declared === 'function' ? Reflect.apply(declared, undefined, [event]) : none;
  const all: readonly unknown[] = Array.isArray(given) ? [...(given as unknown[]), ...others] : [given];
  for (const tag of all) if (!isTag(tag)) throw invalid(event, tag);
  return [...new Set(all as readonly string[])];
}

const none: readonly string[] = Object.freeze([]);

/** Longer ones do not fit an index of every database. */
function isTag(tag: unknown): boolean {
  return typeof tag === 'string' && tag !== '' && tag.length <= 512 && isCleanText(tag);
}

function invalid(event: AnyEvent, received: unknown): DomainryError {
  const { name } = event.constructor;
  return new DomainryError(
    'TAGS_INVALID',
    `${name}: expected tags that are texts and not empty, of at most 512 characters, which can be stored, received ${String(describeReceived(received))}. Let tags give an array such as ['course:c1'].`,
    { details: { element: name, received: describeReceived(received) } },
  );
}
