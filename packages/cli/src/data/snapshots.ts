import type { RegisteredElement } from '@domainry/core';
import type { StreamDescription } from '@domainry/core/ports';
import type { OpenDomain } from '../load/open-databases.js';
import { CommandError } from '../run/command-error.js';
import { databaseOf } from './database-of.js';
import { aggregateCalled } from './history.js';
import type { Mask } from './mask.js';

/** The latest snapshot of an aggregate. */
export interface ShownSnapshot {
  readonly stream: string;
  /** Version of the last event that is in it. */
  readonly version: number;
  /** How many events came after it. */
  readonly behind: number;
  /** ISO 8601, in UTC. */
  readonly time: string;
  /** Characters. */
  readonly size: number;
}

/** Snapshots that were looked for. */
export interface SnapshotsFound {
  readonly snapshots: readonly ShownSnapshot[];
  /** Streams of event-sourced aggregates that have none. */
  readonly without: number;
  /** Whether there may be more. */
  readonly isCutOff: boolean;
}

/** The latest snapshot of each aggregate that has one. */
export async function listSnapshots(
  open: OpenDomain,
  { aggregate, limit }: { readonly aggregate?: string; readonly limit: number },
  mask: Mask,
): Promise<SnapshotsFound> {
  const snapshots: ShownSnapshot[] = [];
  let without = 0;
  for (const element of eventSourced(open, aggregate)) {
    const { snapshots: store } = databaseOf(open, element);
    for await (const { stream, version } of streamsOf(open, element)) {
      const kept = await store.load(stream);
      if (kept === undefined) {
        without += 1;
        continue;
      }
      if (snapshots.length === limit) return { snapshots, without, isCutOff: true };
      snapshots.push({
        stream: mask.stream(stream),
        version: kept.version,
        behind: version - kept.version,
        time: new Date(kept.time).toISOString(),
        size: kept.data.length,
      });
    }
  }
  return { snapshots, without, isCutOff: false };
}

/**
 * Removes all but the latest snapshots. Nothing is lost: events are what counts.
 *
 * @returns how many aggregates have had snapshots.
 * @throws CommandError ARGUMENT_WRONG for an aggregate that is not event-sourced.
 */
export async function pruneSnapshots(
  open: OpenDomain,
  wanted: {
    readonly aggregate: string;
    readonly id?: string;
    readonly keep: number;
    readonly isDryRun: boolean;
  },
): Promise<{ readonly aggregates: number }> {
  const [element] = eventSourced(open, wanted.aggregate);
  const { snapshots } = databaseOf(open, element!);
  let aggregates = 0;
  const prune = async (stream: string): Promise<void> => {
    if ((await snapshots.load(stream)) === undefined) return;
    aggregates += 1;
    if (!wanted.isDryRun) await snapshots.prune(stream, wanted.keep);
  };
  if (wanted.id !== undefined)
    await prune(open.domain.streams.of(element!.cls as never, wanted.id as never).name);
  else for await (const { stream } of streamsOf(open, element!)) await prune(stream);
  return { aggregates };
}

/** Event-sourced aggregates: the one that is named, or all. */
export function eventSourced(open: OpenDomain, name: string | undefined): readonly RegisteredElement[] {
  const isSourced = ({ options, isAbstract }: RegisteredElement): boolean =>
    options['eventSourced'] === true && !isAbstract;
  if (name === undefined) return [...open.domain.registry.ofKind('aggregate')].filter(isSourced);
  const element = aggregateCalled(open, name);
  if (isSourced(element)) return [element];
  throw new CommandError('ARGUMENT_WRONG', `${element.name} is stored as state, so it has no snapshots.`, {
    fix: 'Name an aggregate with eventSourced: true.',
  });
}

/**
 * The streams of the aggregates of a class.
 *
 * @yields stream after stream.
 */
export async function* streamsOf(
  open: OpenDomain,
  element: RegisteredElement,
): AsyncGenerator<StreamDescription, undefined> {
  const { events } = databaseOf(open, element);
  for (let after: string | undefined; ;) {
    const page = await events.listStreams({
      limit: 200,
      category: element.stream!,
      ...(after === undefined ? {} : { after }),
    });
    yield* page;
    if (page.length < 200) return;
    after = page.at(-1)!.stream;
  }
}
