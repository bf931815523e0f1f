import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Orders } from '../application/orders.js';
import { findWrongs, type Wrong } from '../checks/find-wrongs.js';
import { Application } from '../driver/application.js';
import { send } from '../driver/client.js';
import { Journal } from '../driver/journal.js';
import { lookSettled } from '../driver/look-settled.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import type { Random } from '../random.js';
import { withStore } from '../stores/new-store.js';
import { storeNames, type Store } from '../stores/store.js';

const clients = 4;
/** Stores are looked into whole, so they are begun anew before that takes long. */
const killsPerStore = 100;

/** where the store is a file. */
export const applicationKilled: Proof = {
  ids: ['R-01', 'R-02', 'R-05'],
  title:
    'A process that is killed loses nothing it acknowledged, leaves nothing in part, and can be asked again',
  stores: storeNames,
  notices: () => ['acknowledges-early', 'outbox-afterwards', 'forgets-keys'],
  run: async (context) => {
    const kills = context.amount({ glance: 100, quick: 100, soak: 1_000 });
    const total = {
      kills: 0,
      acknowledged: 0,
      refused: 0,
      ambiguous: 0,
      repeated: 0,
      lost: 0,
      torn: 0,
      doubled: 0,
    };
    const violations: string[] = [];
    while (total.kills < kills && violations.length === 0) {
      const run = await withStore(context, (store) =>
        killAgainAndAgain(context, store, Math.min(killsPerStore, kills - total.kills), total.kills),
      );
      total.kills += run.kills;
      total.acknowledged += run.journal.acknowledged.size;
      total.refused += run.journal.refused.size;
      total.ambiguous += run.journal.ambiguous;
      total.repeated += run.repeated;
      for (const { kind, what } of run.wrongs) {
        if (kind === 'lost' || kind === 'torn' || kind === 'doubled') total[kind] += 1;
        violations.push(`${kind}: ${what}`);
      }
    }
    // Processes that were never killed in the middle of something would show nothing.
    if (violations.length === 0 && total.ambiguous === 0)
      violations.push('no command was ever under way at a kill');
    return { counts: total, violations } satisfies Outcome;
  },
};

/** What one store has come to. */
interface Run {
  readonly journal: Journal;
  readonly kills: number;
  readonly repeated: number;
  readonly wrongs: readonly Wrong[];
}

async function killAgainAndAgain(
  { random, folder, broken }: ProofContext,
  store: Store,
  kills: number,
  before: number,
): Promise<Run> {
  const journal = new Journal(join(folder, `journal-${before}.jsonl`));
  const orders: Orders = { place: store.place, ...(broken === undefined ? {} : { broken }) };
  const numbers = { next: 0 };
  let repeated = 0;
  let wrongs: readonly Wrong[] = [];
  let kill = 0;
  // The next one loads while this one works.
  let next = new Application();
  try {
    for (; kill < kills && wrongs.length === 0; kill++) {
      const application = next;
      next = new Application();
      await application.open(orders);
      repeated += await repeatUnknown(application, journal);
      const heardBefore = journal.acknowledged.size;
      const work = Promise.all(
        Array.from({ length: clients }, () => workUntilKilled(application, journal, random, numbers)),
      );
      // Not after a time: what a machine under load does meanwhile is nothing, or little.
      const due = heardBefore + random.whole(0, 6);
      while (journal.acknowledged.size < due && !application.isOver) await pause(1);
      // Every second one dies as soon as it has said that something is done, when that would be lost if it were not.
      if (kill % 2 === 1) await pause(random.whole(0, 20));
      await application.kill();
      await work;
      journal.sync();
      wrongs = findWrongs(await store.look(), journal, partsOf, false);
    }
    if (wrongs.length === 0) {
      await next.open(orders);
      repeated += await repeatUnknown(next, journal);
      wrongs = findWrongs(await lookSettled(next, store), journal, partsOf, true);
      await next.close();
    }
    return { journal, kills: kill, repeated, wrongs };
  } finally {
    await next.kill();
    journal.close();
  }
}

/** Sends what nobody knows of once more, and once again, and some of what is known; gives how many there were. */
async function repeatUnknown(application: Application, journal: Journal): Promise<number> {
  const unknown = [...journal.unknown.values()];
  for (const { key, task } of unknown) {
    if ((await send(application, journal, key, task)) === 'answered')
      await send(application, journal, key, task);
  }
  return unknown.length;
}

async function workUntilKilled(
  application: Application,
  journal: Journal,
  random: Random,
  numbers: { next: number },
): Promise<void> {
  for (let heard = true; heard;) {
    const number = numbers.next++;
    const reference = `r${number}`;
    const outcome = await send(application, journal, reference, {
      act: 'move',
      account: `a${random.whole(0, 19)}`,
      reference,
      amount: random.whole(-50, 100),
      parts: partsOf(reference),
    });
    heard = outcome !== 'unheard';
  }
}

/** How many events tell of a movement: one to five. */
function partsOf(reference: string): number {
  return 1 + (Number(reference.slice(1)) % 5);
}
