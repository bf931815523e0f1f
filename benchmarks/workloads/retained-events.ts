import { appendsOf, type EventStoreLike } from '../subjects/event-appends.js';
import type { LoadSubject } from './batch.js';

const batches = 1000;

/** Bytes for each of a million events that are kept, in the heap and beside it. */
export async function retained(load: LoadSubject): Promise<number> {
  const newStore = (await load(0))['newStore'] as () => EventStoreLike | Promise<EventStoreLike>;
  // The first events also make code and feedback.
  await fill(await newStore(), 10);
  const store = await newStore();
  const before = await settled();
  await fill(store, batches);
  const bytes = ((await settled()) - before) / (batches * 1000);
  // Used once more, so that it is kept until here.
  await fill(store, 0);
  return bytes;
}

/** Bytes of the JSON of an event: its payload and metadata as they are, no text in a text. */
export async function jsonBytes(): Promise<number> {
  let bytes = 0;
  for (let number = 0; number < 100; number++)
    for (const { stream, events } of appendsOf(number))
      for (const event of events) {
        const [data, metadata] = [JSON.parse(event.data) as object, JSON.parse(event.metadata) as object];
        bytes += JSON.stringify({ ...event, data, metadata, stream, version: 50, position: 500_000 }).length;
      }
  return bytes / 100_000;
}

async function fill(store: EventStoreLike, count: number): Promise<void> {
  for (let number = 0; number < count; number++) await store.append(appendsOf(number));
}

async function settled(): Promise<number> {
  for (let time = 0; time < 3; time++) {
    globalThis.gc!();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
