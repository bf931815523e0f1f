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
  const each = atOnce === 100 ? 100 : 10;
  let appends = appendsOf(number, each);
  return {
    operations: atOnce === 1 ? 100 : 10,
    async run() {
      for (const { stream, expected, events } of appends) {
        if (atOnce === 100) await store.append({ stream, expected, events });
        else for (const event of events) await store.append({ stream, expected, events: [event] });
      }
    },
    reset() {
      appends = appendsOf(++number, each);
    },
    close: async () => await store.close?.(),
  };
}

/** Appends one event at a time to a store, for 32 who do it at once. */
export const appendOneOf32: MakeBatch = async (load) => {
  const store = await newStore(load);
  let number = 0;
  const make = () => Array.from({ length: 32 }, () => appendsOf(number++, 1));
  let work = make();
  return {
    operations: 320,
    async run() {
      await Promise.all(
        work.map(async (appends) => {
          for (const { stream, expected, events } of appends)
            await store.append({ stream, expected, events });
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

const million = 1_000_000;

/** Bytes of the heap that may be in use at a time: a tenth of what all events take. */
const mostHeap = 160 * 2 ** 20;

/** Reads a million events in their order, page by page, and keeps none. */
export const readMillion: MakeBatch = async (load) => {
  const store = await newStore(load);
  await store.fill!(million);
  return {
    operations: million,
    async run() {
      let count = 0;
      for await (const page of store.readAll!()) {
        count += page.length;
        const { heapUsed } = process.memoryUsage();
        if (heapUsed > mostHeap)
          throw new Error(`${heapUsed} bytes of the heap are in use after ${count} events.`);
      }
      if (count !== million) throw new Error(`${count} events were read.`);
    },
    close: async () => await store.close?.(),
  };
};

async function newStore(load: LoadSubject): Promise<DurableEventsLike> {
  return await ((await load(0))['newStore'] as () => DurableEventsLike | Promise<DurableEventsLike>)();
}
