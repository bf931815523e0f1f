import { join } from 'node:path';
import { SmallDisk, whyNoDisk } from '../driver/small-disk.js';
import { until } from '../driver/until.js';
import type { Proof } from '../proof.js';
import { sqliteStore } from '../stores/sqlite-store.js';
import { underWriters } from './under-writers.js';

/** R-06, where the store is a file. */
export const diskFull: Proof = {
  ids: ['R-06'],
  title:
    'A disk without any room left is told of by a code, loses nothing, and is written to again when there is room',
  stores: ['better-sqlite3', 'node:sqlite'],
  notices: () => ['hides-failures'],
  lacks: whyNoDisk,
  mayLack: true,
  run: async (context) => {
    const rounds = context.amount({ glance: 20, quick: 3, soak: 100 });
    const driver = context.store === 'node:sqlite' ? 'node:sqlite' : 'better-sqlite3';
    const disk = SmallDisk.mount(join(context.folder, 'disk'), 24);
    try {
      const store = sqliteStore(driver, disk.folder);
      const outcome = await underWriters(context, store, async ({ goesOn, isRefused, look }) => {
        const violations: string[] = [];
        for (let round = 0; round < rounds && violations.length === 0; round++) {
          if (!(await goesOn(30)))
            violations.push(`round ${round}: nothing is acknowledged although there is room`);
          disk.fill();
          // Who hides it refuses nobody, and is found out by what is missing.
          if (context.broken !== undefined) await until(async () => (await look()).length > 0, 30_000);
          else if (!(await isRefused(10))) violations.push('nothing is refused although there is no room');
          violations.push(...(await look()));
          disk.free();
        }
        return violations;
      });
      return { ...outcome, counts: { rounds, ...outcome.counts } };
    } finally {
      disk.unmount();
    }
  },
};
