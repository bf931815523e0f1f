import { join } from 'node:path';
import { faultPoints } from '@domainry/core/fault-points';
import type { Orders } from '../application/orders.js';
import { findWrongs } from '../checks/find-wrongs.js';
import { Application } from '../driver/application.js';
import { send } from '../driver/client.js';
import { Journal } from '../driver/journal.js';
import { lookSettled } from '../driver/look-settled.js';
import type { Proof, ProofContext } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { storeNames } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

/** As many as it takes to come by every point of the library twice. */
const movements = Array.from({ length: 16 }, (_, number) => `r${number}`);

/** */
export const everyFaultPoint: Proof = {
  ids: ['R-04'],
  title: 'A process that dies at any of the places where that is worst loses nothing and does nothing twice',
  stores: storeNames,
  notices: () => ['forgets-keys'],
  run: async (context) => {
    const points = context.size === 'glance' ? (['unit.after-commit'] as const) : faultPoints;
    const hits = context.amount({ glance: 1, quick: 2, soak: 10 });
    const violations: string[] = [];
    let deaths = 0;
    let ambiguous = 0;
    for (const point of points) {
      for (let hit = 1; hit <= hits; hit++) {
        const died = await dieAt(context, { point, hit });
        deaths += died.deaths;
        ambiguous += died.ambiguous;
        violations.push(...died.wrongs.map((wrong) => `at ${point}, hit ${hit}: ${wrong}`));
        // Not every point is come by ten times.
        if (died.deaths === 0 && hit <= 2) violations.push(`no process came by ${point} ${hit} times`);
      }
    }
    return { counts: { points: points.length, deaths, ambiguous }, violations };
  },
};

/** What has become of one death. */
interface Died {
  readonly deaths: number;
  readonly ambiguous: number;
  readonly wrongs: readonly string[];
}

async function dieAt(context: ProofContext, death: NonNullable<Orders['death']>): Promise<Died> {
  return withStore(context, async (store) => {
    const journal = new Journal(join(context.folder, `${death.point}-${death.hit}.jsonl`));
    const mortal = new Application();
    const heir = new Application();
    try {
      let deaths = 0;
      let application = mortal;
      let isOpen = await mortal.open(ordersFor(context, store, { death }));
      for (const reference of movements) {
        const task = { act: 'move', account: 'a1', reference, amount: 1, parts: 2 } as const;
        if (isOpen && (await send(application, journal, reference, task)) === 'answered') {
          // What is done later is part of it.
          await application.ask({ act: 'settle' }).catch(() => undefined);
        }
        if (!application.isOver) continue;
        deaths += 1;
        await application.end;
        application = heir;
        isOpen = await heir.open(ordersFor(context, store));
        for (let times = 0; times < 2; times++) await send(heir, journal, reference, task);
      }
      const wrongs = findWrongs(await lookSettled(application, store), journal, () => 2, true).map(
        ({ kind, what }) => `${kind}: ${what}`,
      );
      if (journal.acknowledged.size !== movements.length) wrongs.push('not every movement was made');
      return { deaths, ambiguous: journal.ambiguous, wrongs };
    } finally {
      await Promise.all([mortal.kill(), heir.kill()]);
      journal.close();
    }
  });
}
