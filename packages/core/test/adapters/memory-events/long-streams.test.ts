import { beforeAll, describe, expect, test } from '@jest/globals';
import type { MemoryEvents } from '../../../src/adapters/memory/events.js';
import { event, newEvents, written } from './store.js';

// Positions are kept in blocks that double up to 4,096 and lie in segments of 32,768 words.
const length = 25_000;
let events: MemoryEvents;

beforeAll(async () => {
  events = newEvents();
  for (let first = 0; first < length; first += 500) {
    const added = Array.from({ length: 500 }, (_, index) => first + index);
    await written(events, 'Even-1', ...added.map((number) => event(`even ${number}`)));
    await written(events, 'Odd-1', ...added.map((number) => event(`odd ${number}`)));
  }
});

describe('a long stream', () => {
  test.each([0, 1, 6, 7, 62, 63, 4_094, 4_095, 4_096, 8_191, 12_287, 24_998, 24_999])(
    'is read from version %d on, forwards and backwards, event after event',
    async (from) => {
      const versions = Array.from({ length: Math.min(5_000, length - from) }, (_, index) => from + index);

      const forwards = await events.readStream('Odd-1', { from, limit: 5_000 });
      const backwards = await events.readStream('Odd-1', { to: from, backwards: true, limit: 3 });

      expect(forwards.map(({ version }) => version)).toEqual(versions);
      expect(forwards.map(({ id }) => id)).toEqual(versions.map((version) => `odd ${version}`));
      expect(backwards.map(({ version }) => version)).toEqual(
        [from, from - 1, from - 2].filter((version) => version >= 0),
      );
    },
  );

  test('ends where it ends, however many events are wanted', async () => {
    expect(await events.readStream('Even-1', { limit: Infinity })).toHaveLength(length);
    expect(await events.readStream('Even-1', { from: length, limit: 10 })).toEqual([]);
  });
});
