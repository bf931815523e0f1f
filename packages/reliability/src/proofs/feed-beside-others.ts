import { join } from 'node:path';
import { Client } from 'pg';
import { PostgresCluster, whyNoCluster, withoutSync } from '../driver/postgres-cluster.js';
import { writeAndRead } from '../feed/write-and-read.js';
import type { Proof } from '../proof.js';
import { onServer, postgresStore } from '../stores/postgres-store.js';

/** */
export const feedBesideOthers: Proof = {
  ids: ['R-08'],
  title:
    'Transactions of others that idle hold no reader of the feed up, and one of our own holds up its event alone',
  stores: ['postgres'],
  notices: () => ['reads-by-transaction'],
  lacks: whyNoCluster,
  run: async (context) => {
    const settings = [withoutSync, 'max_prepared_transactions = 4', 'wal_level = logical'];
    const cluster = await PostgresCluster.start(join(context.folder, 'c'), settings);
    const others: Client[] = [];
    try {
      await beginOthers(cluster.url, others);
      const before = await countOthers(cluster.url);
      const commands = context.amount({ glance: 100, quick: 500, soak: 50_000 });
      const outcome = await writeAndRead(context, postgresStore(cluster.url), commands);
      const after = await countOthers(cluster.url);
      const violations = [...outcome.violations];
      if (before !== 5 || after !== 5)
        violations.push(`of five others, ${before} and then ${after} were there`);
      return { counts: { ...outcome.counts, others: after }, violations };
    } finally {
      await Promise.all(others.map((client) => client.end().catch(() => undefined)));
      await cluster.stop('killed');
    }
  },
};

/** Begins what others do to a server: a follower that reads nothing, writers here and elsewhere, a dump, one that is prepared. */
async function beginOthers(url: string, others: Client[]): Promise<void> {
  await onServer(url, async (client) => {
    await client.query("SELECT pg_create_logical_replication_slot('follower', 'test_decoding')");
    await client.query('CREATE DATABASE elsewhere');
    await client.query('CREATE TABLE others (text text)');
  });
  const begin = async (database: string, ...statements: readonly string[]): Promise<void> => {
    const place = new URL(url);
    place.pathname = `/${database}`;
    const client = new Client({ connectionString: place.href });
    client.on('error', () => undefined);
    others.push(client);
    await client.connect();
    for (const statement of statements) await client.query(statement);
  };
  await begin('elsewhere', 'CREATE TABLE others (text text)', 'BEGIN', "INSERT INTO others VALUES ('x')");
  await begin('postgres', 'BEGIN', "INSERT INTO others VALUES ('x')");
  await begin('postgres', 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', 'SELECT count(*) FROM others');
  await begin('postgres', 'BEGIN', "INSERT INTO others VALUES ('y')", "PREPARE TRANSACTION 'prepared'");
}

/** How many of them are there. */
async function countOthers(url: string): Promise<number> {
  return onServer(url, async (client) => {
    const { rows } = await client.query<{ others: number }>(
      `SELECT ((SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'
           AND (query LIKE '%others%'))
         + (SELECT count(*) FROM pg_prepared_xacts)
         + (SELECT count(*) FROM pg_replication_slots))::int AS others`,
    );
    return rows[0]!.others;
  });
}
