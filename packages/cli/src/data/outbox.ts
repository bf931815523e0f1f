import type { JsonValue } from '@domainry/core';
import type { ListedEntry, Outbox, OutboxCounts, OutboxState } from '@domainry/core/ports';
import type { Mask } from './mask.js';

/** What waits to be handed over, or does not any more. */
export interface ShownEntry {
  readonly position: number;
  readonly destination: string;
  readonly state: OutboxState;
  /** Stored name of the message. */
  readonly type: string;
  readonly id: string;
  /** What it keeps its order with. */
  readonly key?: string;
  readonly attempts: number;
  readonly priority: number;
  /** ISO 8601, in UTC, as all moments here. */
  readonly since: string;
  readonly owner?: string;
  readonly until?: string;
  readonly reason?: string;
  readonly firstFailure?: string;
  readonly lastFailure?: string;
  readonly keyWaits?: boolean;
}

/** Entries that were looked for. */
export interface EntriesFound {
  readonly entries: readonly ShownEntry[];
  /** Position to go on after; absent when there are no more. */
  readonly next?: number;
}

/** How many entries of a destination there are. */
export interface ShownCounts extends Omit<OutboxCounts, 'waitingSince'> {
  readonly waitingSince?: string;
}

export async function listOutbox(
  outbox: Outbox,
  wanted: {
    readonly destination?: string;
    readonly state?: OutboxState;
    readonly after?: number;
    readonly limit: number;
  },
  mask: Mask,
): Promise<EntriesFound> {
  const { destination, state, after, limit } = wanted;
  const found = await outbox.list({
    ...(destination === undefined ? {} : { destination }),
    ...(state === undefined ? {} : { state }),
    ...(after === undefined ? {} : { after }),
    limit: limit + 1,
  });
  const entries = found.slice(0, limit);
  return {
    entries: entries.map((entry) => shown(entry, mask)),
    ...(found.length > limit ? { next: entries.at(-1)!.position } : {}),
  };
}

export async function countOutbox(outbox: Outbox): Promise<readonly ShownCounts[]> {
  return (await outbox.counts()).map(({ waitingSince, ...counts }) => ({
    ...counts,
    ...(waitingSince === undefined ? {} : { waitingSince: moment(waitingSince) }),
  }));
}

/** Entries that were put back; those that wait or are in somebody's hands are left alone. */
export async function requeueEntries(outbox: Outbox, positions: readonly number[]): Promise<JsonValue> {
  const requeued = await outbox.requeue(positions);
  return {
    requeued: [...requeued],
    left: positions.filter((position) => !requeued.includes(position)),
  };
}

/** Entries that were given up; those that are in somebody's hands, or gone, are left alone. */
export async function discardEntries(
  outbox: Outbox,
  positions: readonly number[],
  reason: string,
): Promise<JsonValue> {
  const discarded: number[] = [];
  for (const position of positions) if (await outbox.discard(position, reason)) discarded.push(position);
  return { discarded, left: positions.filter((position) => !discarded.includes(position)) };
}

function shown(entry: ListedEntry, mask: Mask): ShownEntry {
  const { position, destination, state, key, attempts, since, owner, until, reason, keyWaits } = entry;
  const { type, id, priority = 0 } = entry.message.metadata;
  const { firstFailure, lastFailure } = entry;
  return {
    position,
    destination,
    state,
    type,
    id,
    ...(key === undefined ? {} : { key: mask.stream(key) }),
    attempts,
    priority,
    since: moment(since),
    ...(owner === undefined ? {} : { owner }),
    ...(until === undefined ? {} : { until: moment(until) }),
    ...(reason === undefined ? {} : { reason }),
    ...(firstFailure === undefined ? {} : { firstFailure: moment(firstFailure) }),
    ...(lastFailure === undefined ? {} : { lastFailure: moment(lastFailure) }),
    ...(keyWaits === undefined ? {} : { keyWaits }),
  };
}

function moment(time: number): string {
  return new Date(time).toISOString();
}
