import { join } from 'node:path';
import { PostgresCluster, whyNoCluster } from '../driver/postgres-cluster.js';
import type { Proof } from '../proof.js';
import { onServer, postgresStore } from '../stores/postgres-store.js';
import { underWriters, type Writing } from './under-writers.js';

/** R-06, as far as it needs no disk of its own. */
export const serverStarved: Proof = {
  ids: ['R-06'],
  title:
    'A server that only lets one read, or has no connection left, is told of by a code, and is used again afterwards',
  stores: ['postgres'],
  notices: () => ['acknowledges-early'],
  lacks: whyNoCluster,
  run: async (context) => {
    const rounds = context.amount({ glance: 20, quick: 2, soak: 20 });
    const cluster = await PostgresCluster.start(join(context.folder, 'c'));
    try {
      await onServer(cluster.url, (client) =>
        client.query('CREATE ROLE bank LOGIN; GRANT CREATE ON DATABASE postgres TO bank'),
      );
      const own = new URL(cluster.url);
      own.username = 'bank';
      const store = postgresStore(own.href);
      const outcome = await underWriters(
        context,
        { ...store, look: postgresLook(cluster, store.schema) },
        async (writing) => {
          const violations: string[] = [];
          for (let round = 0; round < rounds && violations.length === 0; round++)
            violations.push(
              ...(await letOnlyRead(cluster, writing)),
              ...(await takeConnections(cluster, writing)),
            );
          return violations;
        },
      );
      return { ...outcome, counts: { rounds, ...outcome.counts } };
    } finally {
      await cluster.stop('killed');
    }
  },
};

/** Looks as the superuser, for whom there are connections left. */
function postgresLook(
  { url }: PostgresCluster,
  schema: string,
): () => ReturnType<ReturnType<typeof postgresStore>['look']> {
  return () => postgresStore(url, schema).look();
}

async function letOnlyRead(
  cluster: PostgresCluster,
  { goesOn, isRefused, look }: Writing,
): Promise<readonly string[]> {
  if (!(await goesOn(30))) return ['nothing is acknowledged before the server only lets one read'];
  const set = (to: 'on' | 'off'): Promise<unknown> =>
    onServer(cluster.url, async (client) => {
      await client.query('SET default_transaction_read_only = off');
      await client.query(`ALTER SYSTEM SET default_transaction_read_only = ${to}`);
      await client.query('SELECT pg_reload_conf()');
    });
  await set('on');
  const wasRefused = await isRefused(10);
  const wrongs = await look();
  await set('off');
  return wasRefused ? wrongs : ['nothing is refused by a server that only lets one read'];
}

/** Lets the user of the application have no connection, and ends those that it has. */
async function takeConnections(
  cluster: PostgresCluster,
  { goesOn, isRefused, look }: Writing,
): Promise<readonly string[]> {
  if (!(await goesOn(30))) return ['nothing is acknowledged after the server only let one read'];
  const allow = (connections: number): Promise<unknown> =>
    onServer(cluster.url, async (client) => {
      await client.query(`ALTER ROLE bank CONNECTION LIMIT ${connections}`);
      await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'bank'");
    });
  await allow(0);
  const wasRefused = await isRefused(10);
  const wrongs = await look();
  await allow(-1);
  return wasRefused ? wrongs : ['nothing is refused by a server without connections'];
}
