import {
  boundaryConflict,
  categoryOf,
  streamArchived,
  versionConflict,
  type AppendCondition,
  type ExpectedVersion,
  type NewEvent,
} from '@domainry/core/ports';
import { endless, type StreamChange } from '@domainry/sql';
import { itemsOf } from './read-events.js';

/** What a transaction expects of a stream. */
export interface Expectation {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  /** How many events the transaction had written to it by then. */
  readonly own: number;
}

/** A condition that was looked at when it was asked for, and has to hold at the commit. */
export interface StagedCondition {
  readonly condition: AppendCondition;
  /** Last position that was committed by then. */
  readonly seen: number;
}

/** What a transaction has put off until its commit, in order. */
export interface StagedEvents {
  readonly events: readonly { readonly stream: string; readonly event: NewEvent }[];
  readonly expectations: readonly Expectation[];
  readonly conditions: readonly StagedCondition[];
  readonly changes: readonly StreamChange[];
}

/** What `domainry_commit` is told of one transaction. */
export interface CommitWork {
  readonly locks: readonly Lock[];
  readonly streams: readonly StreamCheck[];
  readonly events: StagedEvents['events'];
  readonly conditions: readonly { readonly place: number }[];
  readonly changes: readonly { readonly stream: string; readonly restore: true | undefined }[];
  readonly outbox: readonly unknown[];
  readonly records: readonly unknown[];
}

/** Versions that a stream may have without the events of the transaction. */
interface StreamCheck {
  readonly stream: string;
  /** Which expectation it is. */
  readonly place: number;
  readonly least: number;
  readonly most: number;
}

/** Keeps what a transaction has looked at as it is, until its end. */
export interface Lock {
  readonly key: string;
  readonly exclusive: boolean;
  /** Whether it is for a stream to which events are added, whatever was there: then others may add to it by the same commit. */
  readonly isForAdding?: boolean;
}

/** What stands against a transaction. */
export type Refusal =
  | { readonly refused: 'version'; readonly place: number; readonly version: number }
  | { readonly refused: 'archived'; readonly stream: string }
  | { readonly refused: 'boundary'; readonly place: number; readonly position: number };

/** What was written by a commit. */
export interface WrittenWork {
  readonly refused?: undefined;
  /** Position of the last event; undefined when it has none yet, or there was none. */
  readonly position: number | undefined;
  /** Versions that streams have come to. */
  readonly versions: ReadonlyMap<string, number>;
}

/** What `domainry_commit` is told of events. */
export function workOf(staged: StagedEvents): Omit<CommitWork, 'outbox' | 'records'> {
  const { events, expectations, conditions, changes } = staged;
  return {
    locks: locksOf(staged),
    streams: expectations.map(({ stream, expected, own }, place) => ({
      stream,
      place,
      ...boundsOf(expected, own),
    })),
    events,
    conditions: conditions.flatMap(({ condition: { failIfMatch, after = 0 }, seen }, place) =>
      itemsOf(failIfMatch).map((item) => ({ place, after: Math.min(after, seen), ...item })),
    ),
    changes: changes.map(({ stream, own, truncateBefore, archive, restore, metadata }) => ({
      stream,
      category: categoryOf(stream),
      truncate_before: truncateBefore,
      later: events.filter((event) => event.stream === stream).length - own,
      archive,
      restore,
      metadata,
    })),
  };
}

/** The error that a refusal means. */
export function refusalOf({ expectations, conditions }: StagedEvents, refusal: Refusal): Error {
  switch (refusal.refused) {
    case 'version': {
      const { stream, expected, own } = expectations[refusal.place]!;
      const version = refusal.version + own;
      return versionConflict(stream, expected, version === -1 ? undefined : version);
    }
    case 'archived':
      return streamArchived(refusal.stream);
    case 'boundary':
      return boundaryConflict(conditions[refusal.place]!.condition.after ?? 0, refusal.position);
  }
}

function boundsOf(expected: ExpectedVersion, own: number): { readonly least: number; readonly most: number } {
  if (expected === 'any') return { least: -1, most: endless };
  if (expected === 'none') return { least: -1, most: -1 };
  if (expected === 'some') return { least: own === 0 ? 0 : -1, most: endless };
  return { least: expected - own, most: expected - own };
}

/** So many locks are taken one by one; a greater piece of work locks out all others instead. The server has room for few. */
export const mostLocks = 500;

/** Locks that keep what a transaction has looked at as it is; see `schema/commit-function.ts`. */
function locksOf({ events, expectations, conditions, changes }: StagedEvents): readonly Lock[] {
  const shared = new Set(['all']);
  const added = new Set<string>();
  const alone = new Set<string>();
  let last: StagedEvents['events'][number] | undefined;
  for (const staged of events) {
    // Most events of a transaction are of one stream.
    if (staged.stream !== last?.stream) added.add(`stream ${staged.stream}`);
    if (staged.event.type !== last?.event.type) shared.add(`type ${staged.event.type}`);
    for (const tag of staged.event.tags) shared.add(`tag ${tag}`);
    last = staged;
  }
  for (const { stream, expected } of expectations) if (expected !== 'any') alone.add(`stream ${stream}`);
  for (const { stream } of changes) alone.add(`stream ${stream}`);
  for (const { condition } of conditions)
    for (const { types, tags } of itemsOf(condition.failIfMatch)) {
      // An event that is meant has all of the tags: one of them stands for it.
      const [first] = tags.toSorted();
      if (first !== undefined) alone.add(`tag ${first}`);
      else if (types.length > 0) for (const type of types) alone.add(`type ${type}`);
      else alone.add('all');
    }
  if (shared.size + added.size + alone.size > mostLocks) return [{ key: 'all', exclusive: true }];
  const locks: Lock[] = [];
  for (const key of alone) locks.push({ key, exclusive: true });
  for (const key of added) if (!alone.has(key)) locks.push({ key, exclusive: true, isForAdding: true });
  for (const key of shared) if (!alone.has(key)) locks.push({ key, exclusive: false });
  return locks;
}
