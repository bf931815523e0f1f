import type { LoadSubject } from './batch.js';

const count = 50_000;

/** Bytes of the heap for each of 50,000 accounts that are kept. */
export async function retained(load: LoadSubject): Promise<number> {
  const make = (await load(0))['make'] as (index: number) => object;
  const collect = (): void => {
    globalThis.gc!();
  };
  const kept: object[] = Array.from({ length: count }, () => ({}));
  // The first instances also make code, shapes and feedback, which are no part of an instance.
  for (let index = 0; index < count; index++) kept[index] = make(index);
  kept.fill({});
  await settled(collect);
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < count; index++) kept[index] = make(index);
  await settled(collect);
  const bytes = (process.memoryUsage().heapUsed - before) / count;
  if (kept.length !== count) throw new Error('Something was lost.');
  return bytes;
}

async function settled(collect: () => void): Promise<void> {
  for (let time = 0; time < 3; time++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
