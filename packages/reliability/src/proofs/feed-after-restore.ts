import { join } from 'node:path';
import { withApplications } from '../driver/applications.js';
import { dumpAndRestore, PostgresCluster, whyNoCluster, withoutSync } from '../driver/postgres-cluster.js';
import { until } from '../driver/until.js';
import { compareReaders } from '../feed/compare-readers.js';
import { endMark, FeedReader } from '../feed/feed-reader.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import { onServer, postgresStore } from '../stores/postgres-store.js';
import type { Store } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

/** */
export const feedAfterRestore: Proof = {
  ids: ['R-09'],
  title:
    'On a server that was restored from a dump, readers of the feed go on where they were, in the same order',
  stores: ['postgres'],
  notices: () => ['reads-by-transaction'],
  lacks: whyNoCluster,
  run: async (context) => {
    const commands = context.amount({ glance: 50, quick: 200, soak: 20_000 });
    const old = await PostgresCluster.start(join(context.folder, 'a'), [withoutSync]);
    let restored: PostgresCluster | undefined;
    try {
      await useTransactions(old.url, commands * 10 + 5_000);
      const store = postgresStore(old.url);
      const acknowledged = await write(context, store, 0, commands);
      const readers = [1, 7, 50].map((batch) => new FeedReader(batch));
      // One has read some of it, one all, and one nothing.
      await readers[0]!.run(store.place, context.broken, Math.floor(commands / 2));
      await readers[1]!.run(store.place, context.broken, commands);
      restored = await PostgresCluster.start(join(context.folder, 'b'), [withoutSync]);
      await dumpAndRestore(old, restored);
      await old.stop('immediate');
      const again = postgresStore(restored.url, store.schema);
      return await goOn(context, again, readers, acknowledged, commands);
    } finally {
      await old.stop('killed');
      await restored?.stop('killed');
    }
  },
};

/** Writes to the restored server, and lets readers go on there. */
async function goOn(
  context: ProofContext,
  store: Store,
  readers: readonly FeedReader[],
  before: readonly string[],
  commands: number,
): Promise<Outcome> {
  const acknowledged = [...before, ...(await write(context, store, commands, commands))];
  await withApplications(1, ordersFor(context, store), async ([application]) => {
    await application!.ask({ act: 'confirm', ledger: 'mark', reference: endMark });
    acknowledged.push(endMark);
  });
  const reading = Promise.all(readers.map((reader) => reader.run(store.place, context.broken)));
  await Promise.race([
    reading,
    until(() => readers.every(({ hasEnded }) => hasEnded), context.broken === undefined ? 300_000 : 10_000),
  ]);
  for (const reader of readers) reader.stop();
  await reading;
  const stored = (await store.look()).events.map(({ data }) => String(data['reference']));
  return compareReaders(readers, { acknowledged, stored });
}

/** Three processes write to streams of their own; gives the references of what they wrote. */
async function write(context: ProofContext, store: Store, from: number, count: number): Promise<string[]> {
  const references = Array.from({ length: count }, (_, at) => `r${from + at}`);
  const waiting = references.toReversed();
  await withApplications(3, ordersFor(context, store), (applications) =>
    Promise.all(
      applications.flatMap((application, process) =>
        Array.from({ length: 4 }, async (_, client) => {
          for (let reference = waiting.pop(); reference !== undefined; reference = waiting.pop())
            await application.ask({ act: 'confirm', ledger: `l${process}.${client}`, reference });
        }),
      ),
    ),
  );
  return references;
}

/** Has a server give numbers to transactions as one that has been used for long, so that a new server begins far below. */
async function useTransactions(url: string, count: number): Promise<void> {
  await onServer(url, (client) =>
    client.query(`DO $$ BEGIN
      FOR each IN 1..${count} LOOP PERFORM pg_current_xact_id(); COMMIT; END LOOP;
    END $$`),
  );
}
