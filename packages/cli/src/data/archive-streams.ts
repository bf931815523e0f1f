import type { OpenDomain } from '../load/open-databases.js';
import { CommandError } from '../run/command-error.js';
import { suggest } from '../run/suggest.js';
import { aggregateCalled } from './history.js';
import type { Mask } from './mask.js';

/** Streams that were archived. */
export interface StreamsArchived {
  /** How many, or how many would be. */
  readonly streams: number;
  /** How many somebody wrote to meanwhile. */
  readonly missed: number;
}

/**
 * Archives the stream of one aggregate, or those of a class that are old or have come to their end.
 *
 * @throws CommandError ARGUMENT_WRONG, ELEMENT_UNKNOWN, EVENT_UNKNOWN.
 */
export async function archiveStreams(
  open: OpenDomain,
  wanted: {
    readonly aggregate: string;
    readonly id?: string;
    /** ISO 8601. */
    readonly before?: string;
    /** Names of events. */
    readonly endedBy?: readonly string[];
    readonly isDryRun: boolean;
  },
): Promise<StreamsArchived> {
  const { cls, name } = aggregateCalled(open, wanted.aggregate);
  const { streams } = open.domain;
  const { id, before, endedBy, isDryRun } = wanted;
  const isNarrowed = before !== undefined || endedBy !== undefined;
  if (isNarrowed === (id !== undefined)) {
    throw new CommandError('ARGUMENT_WRONG', `It is not clear which streams of ${name} are meant.`, {
      fix: 'Name one identity, or say --before, --ended-by, or both.',
    });
  }
  if (id === undefined)
    return await streams.archive({
      of: cls as never,
      dryRun: isDryRun,
      ...(before === undefined ? {} : { lastBefore: dateIn(before) }),
      ...(endedBy === undefined
        ? {}
        : { endedBy: endedBy.map((event) => eventCalled(open, event)) as never }),
    });
  const stream = streams.of(cls as never, id as never);
  const { version, isArchived } = await stream.describe();
  if (version < 0) {
    throw new CommandError('EVENT_UNKNOWN', `Nothing ever happened to ${name} ${id}.`, {
      fix: `See which there are: domainry events read.`,
    });
  }
  if (isArchived) return { streams: 0, missed: 0 };
  if (!isDryRun) await stream.archive();
  return { streams: 1, missed: 0 };
}

/** Brings the stream of an aggregate back. */
export async function restoreStream(
  open: OpenDomain,
  wanted: { readonly aggregate: string; readonly id: string; readonly isDryRun: boolean },
  mask: Mask,
): Promise<{ readonly stream: string; readonly wasArchived: boolean }> {
  const { cls } = aggregateCalled(open, wanted.aggregate);
  const stream = open.domain.streams.of(cls as never, wanted.id as never);
  const { isArchived } = await stream.describe();
  if (isArchived && !wanted.isDryRun) await stream.restore();
  return { stream: mask.stream(stream.name), wasArchived: isArchived };
}

function dateIn(text: string): Date {
  const date = new Date(text);
  if (!Number.isNaN(date.getTime())) return date;
  throw new CommandError('ARGUMENT_WRONG', `--before is no date: ${text}.`, {
    fix: 'Write it as 2020-01-31, or 2020-01-31T12:00:00Z.',
  });
}

function eventCalled({ domain }: OpenDomain, name: string): unknown {
  const all = [...domain.registry.ofKind('event')].filter(({ isAbstract }) => !isAbstract);
  const plain = name.replace(new RegExp(`^${domain.name}\\.`), '');
  const found = all.find((each) => each.name === plain);
  if (found !== undefined) return found.cls;
  const meant = suggest(
    plain,
    all.map((each) => each.name),
  );
  throw new CommandError('ELEMENT_UNKNOWN', `${domain.name} has no event ${name}.`, {
    fix: meant === undefined ? 'See which there are: domainry list event.' : `Did you mean ${meant}?`,
  });
}
