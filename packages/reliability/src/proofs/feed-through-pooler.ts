import { join } from 'node:path';
import { Pooler, whyNoPooler } from '../driver/pooler.js';
import { PostgresCluster, whyNoCluster, withoutSync } from '../driver/postgres-cluster.js';
import { writeAndRead } from '../feed/write-and-read.js';
import type { Proof } from '../proof.js';
import { onServer, postgresStore } from '../stores/postgres-store.js';
import type { Store } from '../stores/store.js';

/** */
export const feedThroughPooler: Proof = {
  ids: ['R-11'],
  title:
    'By way of a pooler that gives each transaction another connection, no reader misses an event or sees one twice',
  stores: ['postgres'],
  notices: () => ['reads-by-number'],
  lacks: async () => (await whyNoCluster()) ?? (await whyNoPooler()),
  mayLack: true,
  run: async (context) => {
    const cluster = await PostgresCluster.start(join(context.folder, 'c'), [withoutSync]);
    let pooler: Pooler | undefined;
    try {
      const direct = postgresStore(cluster.url);
      await onServer(cluster.url, async (client) => {
        await client.query(`CREATE SCHEMA ${direct.schema}`);
        await client.query(`ALTER ROLE postgres SET search_path = ${direct.schema}`);
        await client.query("ALTER ROLE postgres SET timezone = 'UTC'");
      });
      pooler = await Pooler.start(join(context.folder, 'p'), cluster);
      const store: Store = {
        ...direct,
        place: { kind: 'postgres', url: pooler.url, schema: direct.schema, pooler: 'transaction' },
      };
      const commands = context.amount({ glance: 100, quick: 500, soak: 50_000 });
      return await writeAndRead(context, store, commands, cluster.url);
    } finally {
      await pooler?.stop();
      await cluster.stop('killed');
    }
  },
};
