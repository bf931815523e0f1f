import { setTimeout as pause } from 'node:timers/promises';
import { adapterOf } from '../application/adapter-of.js';
import { readByNumber } from '../broken/read-by-number.js';
import { withApplications } from '../driver/applications.js';
import type { Application } from '../driver/application.js';
import type { ReadPage, Seen } from '../driver/feed-page.js';
import type { Outcome, Proof, ProofContext } from '../proof.js';
import { withStore } from '../stores/new-store.js';
import { onServer } from '../stores/postgres-store.js';
import { storeNames, type Store } from '../stores/store.js';
import { ordersFor } from './ordered-processes.js';

const batches = [1, 7, 50, 500];
/** The last event of all: who has seen it has seen everything that was to come. */
const mark = 'the end';

/** */
export const feedWhole: Proof = {
  ids: ['R-07'],
  title: 'No reader of the feed misses an event or sees one twice, and all see them in one order',
  stores: storeNames,
  notices: (store) => [store === 'postgres' ? 'reads-by-number' : 'reads-by-time'],
  run: (context) => withStore(context, (store) => writeAndRead(context, store)),
};

async function writeAndRead(context: ProofContext, store: Store): Promise<Outcome> {
  const commands = context.amount({ glance: 600, quick: 3_000, soak: 200_000 });
  return withApplications(4, ordersFor(context, store), async (applications) => {
    await delayCommits(store);
    const acknowledged: string[] = [];
    const reading = Promise.all(batches.map((batch, at) => read(context, store, batch, at * 200)));
    // Whoever fails to write ends everything, and must not be alone with that.
    const [seen] = await Promise.all([reading, writeAll(applications, commands, acknowledged)]);
    return compare(seen, acknowledged, (await store.look()).events.length);
  });
}

/** Has commits of the server take a random time after the events have their numbers: many none, some 20 ms, few a second. */
async function delayCommits({ place }: Store): Promise<void> {
  if (place.kind !== 'postgres') return;
  await onServer(place.url, async (client) => {
    await client.query(`SET search_path = ${place.schema}`);
    await client.query(`CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(CASE WHEN random() < 0.005 THEN 1 WHEN random() < 0.7 THEN random() * 0.02 ELSE 0 END); RETURN NULL; END $$`);
    await client.query('CREATE TRIGGER dawdle AFTER INSERT ON domainry_events EXECUTE FUNCTION dawdle()');
  });
}

/** Eight clients of each process write to streams of their own; then comes the mark. */
async function writeAll(
  applications: readonly Application[],
  commands: number,
  acknowledged: string[],
): Promise<void> {
  let next = 0;
  await Promise.all(
    applications.flatMap((application, process) =>
      Array.from({ length: 8 }, async (_, client) => {
        while (next < commands) {
          const reference = `r${next++}`;
          await application.ask({ act: 'confirm', ledger: `l${process}.${client}`, reference });
          acknowledged.push(reference);
        }
      }),
    ),
  );
  await applications[0]!.ask({ act: 'confirm', ledger: 'mark', reference: mark });
  acknowledged.push(mark);
}

/** Reads on from the first event, never looking back, until the mark. */
async function read({ broken }: ProofContext, { place }: Store, batch: number, delay: number): Promise<Seen> {
  await pause(delay);
  const database = await adapterOf(place, broken).open({ domain: 'Reader', shapes: [], now: Date.now });
  const page: ReadPage = async (after, limit) =>
    (await database.events.readFeed({ after, limit })).map(({ position, data }) => ({
      place: position,
      reference: (JSON.parse(data) as { reference: string }).reference,
    }));
  try {
    const isByNumber = broken === 'reads-by-number' && place.kind === 'postgres';
    return isByNumber
      ? await onServer(place.url, (client) => readOn(readByNumber(client, place.schema), batch))
      : await readOn(page, batch);
  } finally {
    await database.close();
  }
}

async function readOn(page: ReadPage, batch: number): Promise<Seen> {
  const seen: { place: number; reference: string }[] = [];
  for (;;) {
    const found = await page(seen.at(-1)?.place ?? 0, batch);
    seen.push(...found);
    if (found.some(({ reference }) => reference === mark)) return seen;
    if (found.length < batch) await pause(2);
  }
}

function compare(seen: readonly Seen[], acknowledged: readonly string[], stored: number): Outcome {
  const violations: string[] = [];
  const counts = { acknowledged: acknowledged.length, readers: seen.length, missed: 0, twice: 0 };
  const [first] = seen;
  for (const [at, each] of seen.entries()) {
    const reader = `the reader of ${batches[at]} at a time`;
    const references = new Set(each.map(({ reference }) => reference));
    const missed = acknowledged.filter((reference) => !references.has(reference));
    counts.missed += missed.length;
    counts.twice += each.length - references.size;
    if (missed.length > 0)
      violations.push(`${reader} missed ${missed.length} events, the first ${missed[0]}`);
    if (each.length > references.size) violations.push(`${reader} saw events twice`);
    if (each.some(({ reference }, place) => reference !== first![place]?.reference))
      violations.push(`${reader} saw another order than the first`);
    if (missed.length === 0 && each.some(({ place }, index) => place !== index + 1))
      violations.push(`${reader} saw positions with gaps`);
  }
  if (stored !== acknowledged.length)
    violations.push(`${stored} events are stored, of ${acknowledged.length} that were acknowledged`);
  return { counts, violations };
}
