import type { LedgersLike } from '../subjects/ledger.js';
import type { Batch, LoadSubject, MakeBatch } from './batch.js';

/** Builds a ledger from 1,000 events, one of ten in turn. */
export const rehydrate1000: MakeBatch = (load) => rehydrate(load, 1_000, 10);

/** Builds a ledger from 100,000 events. */
export const rehydrate100000: MakeBatch = (load) => rehydrate(load, 100_000, 1);

async function rehydrate(load: LoadSubject, events: number, ledgers: number): Promise<Batch> {
  const store = (await load(0))['store'] as LedgersLike;
  const ids = Array.from({ length: ledgers }, (_, index) => `l${index}`);
  for (const id of ids) await store.fill(id, events - 1);
  return {
    // An operation is one event.
    operations: events * ledgers,
    async run() {
      for (const id of ids) {
        const balance = await store.load(id);
        if (balance !== events - 1) throw new Error(`The balance is ${balance}.`);
      }
    },
  };
}
