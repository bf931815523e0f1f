import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findWrongs } from '../checks/find-wrongs.js';
import type { Proof } from '../proof.js';
import { lookInto, openFile, sqliteStore } from '../stores/sqlite-store.js';
import { underWriters } from './under-writers.js';

/** R-05, beside what is killed. */
export const imageCopied: Proof = {
  ids: ['R-05'],
  title:
    'An image of the disk, taken in the middle of writing, opens with everything that was acknowledged by then',
  stores: ['better-sqlite3', 'node:sqlite'],
  notices: () => ['acknowledges-early', 'outbox-afterwards'],
  run: async (context) => {
    const images = context.amount({ glance: 100, quick: 30, soak: 1_000 });
    const driver = context.store === 'node:sqlite' ? 'node:sqlite' : 'better-sqlite3';
    const store = sqliteStore(driver, context.folder);
    const outcome = await underWriters(context, store, async ({ application, journal, goesOn }) => {
      const violations: string[] = [];
      for (let image = 0; image < images && violations.length === 0; image++) {
        if (!(await goesOn(2))) violations.push('nothing is acknowledged any more');
        // Every second one is taken as soon as something was acknowledged, when that would be missed if it were not there yet.
        if (image % 2 === 1) await pause(context.random.whole(0, 20));
        // Nobody writes while the image is taken, as it is one moment of a disk.
        const acknowledged = new Map(journal.acknowledged);
        application.signal('SIGSTOP');
        const folder = join(context.folder, `image-${image}`);
        mkdirSync(folder);
        for (const ending of ['', '-wal'])
          if (existsSync(store.path + ending))
            copyFileSync(store.path + ending, join(folder, `bank.db${ending}`));
        application.signal('SIGCONT');
        const picture = lookInto(openFile(driver, join(folder, 'bank.db')));
        const heard = { acknowledged, refused: new Map<string, string>(), unequal: [] };
        violations.push(
          ...findWrongs(picture, heard, () => 2, false).map(({ kind, what }) => `${kind}: ${what}`),
        );
      }
      return violations;
    });
    return { ...outcome, counts: { images, ...outcome.counts } };
  },
};
