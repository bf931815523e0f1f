import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { owner, PostgresCluster, whyNoCluster } from '../driver/postgres-cluster.js';
import { SmallDisk, whyNoDisk } from '../driver/small-disk.js';
import { until } from '../driver/until.js';
import type { Proof, ProofContext } from '../proof.js';
import { onServer, postgresStore } from '../stores/postgres-store.js';
import { underWriters, type Writing } from './under-writers.js';

/** R-06, where a server has its tables and its log on disks of their own. */
export const serverDiskFull: Proof = {
  ids: ['R-06'],
  title:
    'A server without room for its tables, or for its log, is told of by a code, loses nothing, and is used again when there is room',
  stores: ['postgres'],
  notices: () => ['hides-failures'],
  lacks: async () => (await whyNoCluster()) ?? (await whyNoDisk()),
  mayLack: true,
  run: async (context) => {
    const rounds = context.amount({ glance: 20, quick: 1, soak: 20 });
    const tables = SmallDisk.mount(join(context.folder, 'tables'), 32);
    const log = SmallDisk.mount(join(context.folder, 'log'), 48);
    let cluster: PostgresCluster | undefined;
    try {
      const settings = ['min_wal_size = 5MB', 'max_wal_size = 16MB'];
      cluster = await PostgresCluster.start(join(context.folder, 'c'), settings, log.folder);
      await keepTablesOn(tables, cluster);
      const server = cluster;
      const outcome = await underWriters(context, postgresStore(server.url), async (writing) => {
        const violations: string[] = [];
        for (let round = 0; round < rounds && violations.length === 0; round++) {
          violations.push(...(await fillTables(tables, context, writing)));
          if (violations.length === 0 && context.broken === undefined)
            violations.push(...(await fillLog(log, server, writing)));
        }
        return violations;
      });
      return { ...outcome, counts: { rounds, ...outcome.counts } };
    } finally {
      await cluster?.stop('killed');
      tables.unmount();
      log.unmount();
    }
  },
};

async function keepTablesOn({ folder }: SmallDisk, { url }: PostgresCluster): Promise<void> {
  const place = join(folder, 'space');
  mkdirSync(place);
  const { uid, gid } = owner() ?? {};
  if (uid !== undefined) chownSync(place, uid, gid!);
  await onServer(url, async (client) => {
    await client.query(`CREATE TABLESPACE small LOCATION '${place}'`);
    await client.query('ALTER DATABASE postgres SET default_tablespace = small');
  });
}

/** Statements fail for which a table has to grow. */
async function fillTables(
  disk: SmallDisk,
  { broken }: ProofContext,
  { goesOn, isRefused, look }: Writing,
): Promise<readonly string[]> {
  if (!(await goesOn(30))) return ['nothing is acknowledged although there is room for tables'];
  disk.fill();
  try {
    // Who hides it refuses nobody, and is found out by what is missing.
    if (broken !== undefined) await until(async () => (await look()).length > 0, 30_000);
    else if (!(await isRefused(10))) return ['nothing is refused although there is no room for tables'];
    return await look();
  } finally {
    disk.free();
  }
}

/** The server gives up as a whole, and cannot start before there is room. */
async function fillLog(
  disk: SmallDisk,
  cluster: PostgresCluster,
  { goesOn, isRefused, look }: Writing,
): Promise<readonly string[]> {
  if (!(await goesOn(30))) return ['nothing is acknowledged although there is room for tables again'];
  disk.fill();
  const told = await writeMuch(cluster);
  const wasRefused = await isRefused(10);
  disk.free();
  await cluster.restart();
  if (told === undefined) return ['the log of the server has found room where there is none'];
  return wasRefused ? look() : ['nothing is refused although there is no room for the log'];
}

/** Writes to the log of a server until it fails; gives what it says then. Undefined when it did not fail. */
async function writeMuch({ url }: PostgresCluster): Promise<string | undefined> {
  return onServer(url, async (client) => {
    for (let times = 0; times < 500; times++)
      await client.query("SELECT pg_logical_emit_message(true, 'filler', repeat('x', 1000000))");
    return undefined;
  }).catch((error: unknown) => String(error));
}
