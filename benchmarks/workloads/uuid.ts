import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { MakeBatch } from './batch.js';

function generating(generate: () => string): ReturnType<MakeBatch> {
  const kept: string[] = Array.from({ length: 64 }, () => '');
  return Promise.resolve({
    operations: 1024,
    run() {
      for (let index = 0; index < 1024; index++) kept[index & 63] = generate();
      return kept;
    },
  });
}

/** The generator of core, with the clock call that a domain makes. */
export const domainryUuid: MakeBatch = async (load) => {
  const { newUuid } = (await load(0)) as { newUuid: (now: number) => string };
  return generating(() => newUuid(Date.now()));
};
export const uuidV7: MakeBatch = () => generating(() => v7());
export const nodeRandomUuid: MakeBatch = () => generating(() => randomUUID());
