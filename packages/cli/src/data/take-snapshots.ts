import type { OpenDomain } from '../load/open-databases.js';
import { databaseOf } from './database-of.js';
import { eventSourced, streamsOf } from './snapshots.js';

/** Snapshots that were taken. */
export interface SnapshotsTaken {
  /** How many, or how many would be. */
  readonly taken: number;
  /** How many aggregates have had fewer events since their last one. */
  readonly left: number;
}

/**
 * Takes snapshots of what has had many events since the last one, one after the other: where it ends in between, the next call
 * goes on.
 *
 * @throws CommandError ARGUMENT_WRONG for an aggregate that is not event-sourced.
 */
export async function takeSnapshots(
  open: OpenDomain,
  wanted: {
    readonly aggregate?: string;
    readonly id?: string;
    /** Events since the last one, or the beginning, at least. */
    readonly behind: number;
    readonly isDryRun: boolean;
  },
): Promise<SnapshotsTaken> {
  const sums = { taken: 0, left: 0 };
  const { streams } = open.domain;
  for (const element of eventSourced(open, wanted.aggregate)) {
    // One that is named is tried in any case, and the domain says why it cannot be.
    if (wanted.aggregate === undefined && element.options['snapshotEvery'] === undefined) continue;
    const { snapshots } = databaseOf(open, element);
    const only = wanted.id === undefined ? undefined : streams.of(element.cls as never, wanted.id as never);
    const all = only === undefined ? streamsOf(open, element) : [await only.describe()];
    for await (const { stream, version, isArchived } of all) {
      if (version < 0 || isArchived) continue;
      const last = (await snapshots.load(stream))?.version ?? -1;
      if (version - last < wanted.behind) sums.left += 1;
      else if (wanted.isDryRun || (await streams.named(stream).takeSnapshot()) !== undefined) sums.taken += 1;
    }
  }
  return sums;
}
