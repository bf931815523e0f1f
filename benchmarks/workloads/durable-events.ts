import type { DurableEventsLike } from '../subjects/durable-events.js';
import { appendsOf } from '../subjects/event-appends.js';
import type { Batch, LoadSubject, MakeBatch } from './batch.js';

/** Appends one event at a time to a store on the disk, for streams in turn. */
export const appendOne: MakeBatch = (load) => appendTo(load, 1);

/** Appends a hundred events at once. */
export const appendHundred: MakeBatch = (load) => appendTo(load, 100);

async function appendTo(load: LoadSubject, atOnce: number): Promise<Batch> {
  const store = await newStore(load);
  let number = 0;
  // Making events is not measured.
  let appends = appendsOf(number);
  return {
    operations: atOnce === 1 ? 100 : 10,
    async run() {
      for (const { stream, expected, events } of appends) {
        if (atOnce === 100) await store.append({ stream, expected, events });
        else
          for (const event of events.slice(0, 10)) await store.append({ stream, expected, events: [event] });
      }
    },
    reset() {
      appends = appendsOf(++number);
    },
    close: async () => await store.close?.(),
  };
}

/** Appends one event at a time to a store, for 32 who do it at once. */
export const appendOneOf32: MakeBatch = async (load) => {
  const store = await newStore(load);
  let number = 0;
  const make = () => Array.from({ length: 32 }, () => appendsOf(number++));
  let work = make();
  return {
    operations: 320,
    async run() {
      await Promise.all(
        work.map(async (appends) => {
          for (const { stream, expected, events } of appends)
            await store.append({ stream, expected, events: [events[0]!] });
        }),
      );
    },
    reset() {
      work = make();
    },
    close: async () => await store.close?.(),
  };
};

/** Reads a stream of ten thousand events. */
export const readTenThousand: MakeBatch = async (load) => {
  const store = await newStore(load);
  for (let number = 0; number < 10; number++)
    for (const { expected, events } of appendsOf(number))
      await store.append({ stream: 'Account-read', expected, events });
  return {
    operations: 10_000,
    async run() {
      const { length } = await store.read('Account-read');
      if (length !== 10_000) throw new Error(`${length} events were read.`);
    },
    close: async () => await store.close?.(),
  };
};

async function newStore(load: LoadSubject): Promise<DurableEventsLike> {
  return await ((await load(0))['newStore'] as () => DurableEventsLike | Promise<DurableEventsLike>)();
}
