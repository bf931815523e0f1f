import type { JsonValue } from '@domainry/core';
import type { StoredEvent } from '@domainry/core/ports';
import type { Mask } from './mask.js';

/** A stored event as commands show it. */
export interface ShownEvent {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly id: string;
  /** ISO 8601, in UTC. */
  readonly time: string;
  readonly data: JsonValue;
  readonly correlationId?: string;
  readonly causationId?: string;
}

export function shownEvent(stored: StoredEvent, mask: Mask): ShownEvent {
  const { position, stream, version, type, id, time, data } = stored;
  const { correlationId, causationId } = lineageIn(stored);
  return {
    position,
    stream: mask.stream(stream),
    version,
    type,
    id,
    time: new Date(time).toISOString(),
    data: mask.payload(type, data),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(causationId === undefined ? {} : { causationId }),
  };
}

/** What the metadata of an event say of where it comes from. */
export function lineageIn({ metadata }: StoredEvent): {
  readonly correlationId?: string;
  readonly causationId?: string;
} {
  try {
    return JSON.parse(metadata) as { correlationId?: string; causationId?: string };
  } catch {
    // Somebody edited it; `verify()` tells.
    return {};
  }
}
