import type {
  ClaimedEntry,
  ListedEntry,
  Message,
  MessageMetadata,
  OutboxCounts,
  OutboxEntry,
  OutboxState,
} from '@domainry/core/ports';
import type { SqlRow } from '../session.js';

/** A message as it is written. */
export interface OutboxRow {
  readonly destination: string;
  readonly key: string | null;
  readonly priority: number;
  readonly data: string;
  readonly metadata: string;
}

export function outboxRowOf(destination: string, { data, metadata }: Message): OutboxRow {
  return {
    destination,
    key: metadata.stream ?? null,
    priority: metadata.priority ?? 0,
    data: JSON.stringify(data),
    metadata: JSON.stringify(metadata),
  };
}

/** An entry that was claimed, from the columns position, destination, key, attempts, fence, data and metadata. */
export function claimedEntryIn(row: SqlRow): ClaimedEntry {
  return { ...entryIn(row), fence: Number(row['fence']) };
}

function entryIn(row: SqlRow): OutboxEntry {
  const metadata = JSON.parse(row['metadata'] as string) as MessageMetadata;
  return {
    position: Number(row['position']),
    destination: row['destination'] as string,
    ...given('key', row['key'] as string | null),
    attempts: Number(row['attempts']),
    message: {
      data: JSON.parse(row['data'] as string) as Message['data'],
      metadata: {
        ...metadata,
        time: new Date(metadata.time),
        ...(metadata.deadline === undefined ? {} : { deadline: new Date(metadata.deadline) }),
      },
    },
  };
}

/** All that is known of an entry, from these columns, state, since, until, owner, reason, first_failure and last_failure. */
export function listedEntryIn(row: SqlRow): ListedEntry {
  const state = row['state'] as OutboxState;
  return {
    ...entryIn(row),
    state,
    since: Number(row['since']),
    ...given('owner', state === 'claimed' ? (row['owner'] as string | null) : null),
    ...given('until', state === 'claimed' || state === 'delayed' ? Number(row['until']) : null),
    ...given('reason', row['reason'] as string | null),
    ...given('firstFailure', row['first_failure'] === null ? null : Number(row['first_failure'])),
    ...given('lastFailure', row['last_failure'] === null ? null : Number(row['last_failure'])),
    ...given('keyWaits', state === 'abandoned' ? row['key'] !== null : null),
  };
}

/** From the columns destination, waiting, claimed, delayed, abandoned, discarded and waiting_since. */
export function outboxCountsIn(row: SqlRow): OutboxCounts {
  const since = row['waiting_since'];
  return {
    destination: row['destination'] as string,
    waiting: Number(row['waiting']),
    claimed: Number(row['claimed']),
    delayed: Number(row['delayed']),
    abandoned: Number(row['abandoned']),
    discarded: Number(row['discarded']),
    waitingSince: since === null || since === undefined ? undefined : Number(since),
  };
}

/** What went wrong may quote a NUL: PostgreSQL keeps none, and `node:sqlite` reads a text up to it. */
export function storableReason(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

function given<Name extends string, Value>(
  name: Name,
  value: Value | null,
): { readonly [Each in Name]?: Value } {
  return (value === null ? {} : { [name]: value }) as { readonly [Each in Name]?: Value };
}
