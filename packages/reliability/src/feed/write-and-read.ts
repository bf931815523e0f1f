import { withApplications } from '../driver/applications.js';
import type { Application } from '../driver/application.js';
import { until } from '../driver/until.js';
import type { Outcome, ProofContext } from '../proof.js';
import { ordersFor } from '../proofs/ordered-processes.js';
import type { Store } from '../stores/store.js';
import { compareReaders } from './compare-readers.js';
import { endMark, FeedReader } from './feed-reader.js';
import { lateCommits, latePrefix, type LateCommits } from './late-commits.js';

const batches = [1, 7, 50, 500];
/** How many commits are held up at least, until each reader has seen what was written meanwhile. */
const leastHeld = 3;

/** How far the writing has come. */
interface Progress {
  /** Number of the next command. */
  next: number;
  readonly acknowledged: string[];
  late: number;
  isOver: boolean;
}

/**
 * Has eight clients of each of four processes write, each to a stream of its own, and four readers read along. A fifth process,
 * whose clock is a minute behind, writes events that are committed late: not before each reader has seen something that was sent
 * after they got their numbers. The last event of all is a mark.
 *
 * @param commands - how many there are at least, beside the late ones.
 * @param url - of the server itself, where the store is reached by way of something else.
 */
export async function writeAndRead(
  context: ProofContext,
  store: Store,
  commands: number,
  url?: string,
): Promise<Outcome> {
  const orders = (at: number) => ordersFor(context, store, at === 0 ? { behind: 60_000 } : {});
  return withApplications(5, orders, async ([slow, ...applications]) => {
    const late = await lateCommits(store, url);
    const readers = batches.map((batch) => new FeedReader(batch));
    const progress: Progress = { next: 0, acknowledged: [], late: 0, isOver: false };
    const goesOn = (): boolean => !progress.isOver && (progress.next < commands || progress.late < leastHeld);
    try {
      const reading = readers.map(async (reader, at) => {
        // Some begin when there is something already.
        await until(() => progress.acknowledged.length >= at * 10 || progress.isOver);
        return reader.run(store.place, context.broken);
      });
      const writing = Promise.all([
        writeAll(applications, progress, goesOn),
        writeLate(slow!, late, readers, progress, goesOn, context.broken === undefined ? 300_000 : 20_000),
      ]).then(async ([, stalled]) => {
        if (stalled !== undefined) {
          for (const reader of readers) reader.stop();
          return stalled;
        }
        await confirm(applications[0]!, 'mark', endMark, progress);
        return undefined;
      });
      // Whoever fails ends everything, and must not be alone with that.
      const [stalled] = await Promise.all([writing, ...reading]);
      if (stalled !== undefined) return { counts: {}, violations: [stalled] };
      const stored = (await store.look()).events.map(({ data }) => String(data['reference']));
      const outcome = compareReaders(readers, { acknowledged: progress.acknowledged, stored });
      return { ...outcome, counts: { ...outcome.counts, late: progress.late } };
    } finally {
      progress.isOver = true;
      for (const reader of readers) reader.stop();
      await late.end();
    }
  });
}

async function writeAll(
  applications: readonly Application[],
  progress: Progress,
  goesOn: () => boolean,
): Promise<void> {
  await Promise.all(
    applications.flatMap((application, process) =>
      Array.from({ length: 8 }, async (_, client) => {
        while (goesOn()) await confirm(application, `l${process}.${client}`, `r${progress.next++}`, progress);
      }),
    ),
  );
}

/** Writes one late event after the other; gives what was wrong when a reader did not go on meanwhile. */
async function writeLate(
  application: Application,
  late: LateCommits,
  readers: readonly FeedReader[],
  progress: Progress,
  goesOn: () => boolean,
  patience: number,
): Promise<string | undefined> {
  while (goesOn()) {
    const send = (): Promise<void> => confirm(application, 'late', `${latePrefix}${progress.late}`, progress);
    await late.hold();
    const sent = late.canHold ? send() : undefined;
    sent?.catch(() => undefined);
    await until(() => late.isHeld());
    const due = progress.next;
    const went = await until(() => readers.every(({ latest }) => latest >= due) || progress.isOver, patience);
    await late.release();
    await (sent ?? send());
    if (!went) {
      progress.isOver = true;
      return 'a reader has seen nothing of what was written while the commit of another event was held up';
    }
    progress.late += 1;
  }
  return undefined;
}

async function confirm(
  application: Application,
  ledger: string,
  reference: string,
  { acknowledged }: Progress,
): Promise<void> {
  // With a key it has a connection of its own until its commit, without one it goes together with others.
  const key = /^r\d*[1-6]$/.test(reference) ? undefined : reference;
  await application.ask({ act: 'confirm', ledger, reference }, key);
  acknowledged.push(reference);
}
