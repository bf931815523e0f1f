import type { AnyEvent } from '../elements/event.js';
import { DomainryError } from '../errors/domainry-error.js';
import { phraseReceived } from '../errors/violation.js';
import type { MessageCatalog } from '../event-store/message-catalog.js';
import { streamEvents, type StreamRange } from '../event-store/read-events.js';
import type { AnyClass } from '../metadata.js';
import type { EventReader, StoredEvent } from '../ports/event-store.js';
import type { RegisteredElement } from '../registry/registered-element.js';
import type { Registry } from '../registry/registry.js';
import { acceptIdentity, storedIdentity } from './stored-identity.js';

/** An event that was read, and where it lies. `metadataOf(event)` knows everything else of it. */
export interface ReadEvent<Event extends AnyEvent = AnyEvent> {
  readonly event: Event;
  /** 1-based, in the order of commits. */
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly tags: readonly string[];
}

/** What becomes of events that no class of the domain reads: an error, which is the default, or nothing. */
export type UnknownEventPolicy = 'fail' | 'skip';

/** Which part of a history is read. */
export interface HistoryOptions {
  /** First version, inclusive; 0, the beginning, when absent. */
  readonly from?: number;
  /** Last version, inclusive; the latest one when absent. */
  readonly to?: number;
  /** Latest first. */
  readonly backwards?: boolean;
  /** Whether events are read of a stream that is archived; else it has none. */
  readonly includeArchived?: boolean;
  /** What becomes of events that no class of the domain reads: an error, which is the default, or nothing. */
  readonly onUnknown?: UnknownEventPolicy;
}

/** A stored event in the form its class has today, and where it lies; undefined for one that is skipped. */
export function readEvent(
  catalog: MessageCatalog,
  stored: StoredEvent,
  onUnknown: UnknownEventPolicy,
): ReadEvent | undefined {
  if (onUnknown === 'skip' && !catalog.knows(stored.type)) return undefined;
  const { position, stream, version, tags } = stored;
  return { event: catalog.decode(stored), position, stream, version, tags };
}

/**
 * The events of one stream.
 *
 * @param open - gives what they are read from, once the first of them is asked for.
 * @yields event after event, in bounded memory.
 */
export async function* eventsOfStream(
  open: () => Promise<EventReader>,
  catalog: MessageCatalog,
  stream: string,
  { onUnknown = 'fail', ...range }: HistoryOptions,
): AsyncGenerator<ReadEvent, undefined> {
  for await (const stored of streamEvents(await open(), stream, range satisfies StreamRange)) {
    const read = readEvent(catalog, stored, onUnknown);
    if (read !== undefined) yield read;
  }
}

/**
 * What is registered as an aggregate or decider.
 *
 * @throws DomainryError CLASS_NOT_REGISTERED.
 */
export function keeperOfHistory(registry: Registry, of: unknown): RegisteredElement {
  const element = typeof of === 'function' ? registry.find(of as AnyClass) : undefined;
  if (element?.stream !== undefined) return element;
  const name = typeof of === 'function' ? of.name : phraseReceived(of);
  throw new DomainryError(
    'CLASS_NOT_REGISTERED',
    `${name} is no aggregate or decider of ${registry.domain}, so no stream is its history. Ask for that of the aggregate it belongs to.`,
    { details: { element: name, domain: registry.domain } },
  );
}

/**
 * The stream in which the events of one aggregate or decider lie.
 *
 * @throws ValidationError when nothing of the kind can have this identity.
 */
export function historyStream({ stream, model }: RegisteredElement, id: unknown): string {
  // Deciders have no fields: their identity is the text itself.
  const identity = model === undefined ? String(id) : storedIdentity(model, acceptIdentity(model, id));
  return `${stream!}-${identity}`;
}
