import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PostgresCluster, whyNoCluster } from '../driver/postgres-cluster.js';
import type { Proof } from '../proof.js';
import { postgresStore } from '../stores/postgres-store.js';
import { underWriters } from './under-writers.js';

/** */
export const databaseKilled: Proof = {
  ids: ['R-03'],
  title:
    'A server that is killed loses nothing that was acknowledged, and is used again without a restart of the process',
  stores: ['postgres'],
  notices: () => ['acknowledges-early'],
  lacks: whyNoCluster,
  run: async (context) => {
    const cycles = context.amount({ glance: 10, quick: 5, soak: 50 });
    const cluster = await PostgresCluster.start(join(context.folder, 'c'));
    try {
      const outcome = await underWriters(context, postgresStore(cluster.url), async ({ goesOn, look }) => {
        const violations: string[] = [];
        for (let cycle = 0; cycle < cycles && violations.length === 0; cycle++) {
          if (!(await goesOn(30))) violations.push(`cycle ${cycle}: nothing is acknowledged any more`);
          await pause(context.random.whole(0, 50));
          await cluster.stop(cycle % 2 === 0 ? 'immediate' : 'killed');
          await cluster.start();
          // Whether or not the application has come back yet.
          violations.push(...(await look()));
        }
        return violations;
      });
      return { ...outcome, counts: { cycles, ...outcome.counts } };
    } finally {
      await cluster.stop('killed');
    }
  },
};
