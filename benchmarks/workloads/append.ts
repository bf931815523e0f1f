import { appendsOf, type EventStoreLike } from '../subjects/event-appends.js';
import type { MakeBatch } from './batch.js';

const batches = 100;

/** Appends 100,000 events to a new store, a thousand at once. */
export const append: MakeBatch = async (load) => {
  const newStore = (await load(0))['newStore'] as () => EventStoreLike | Promise<EventStoreLike>;
  const appends = Array.from({ length: batches }, (_, number) => appendsOf(number));
  return {
    operations: batches * 1000,
    async run() {
      const store = await newStore();
      for (const each of appends) await store.append(each);
    },
  };
};
