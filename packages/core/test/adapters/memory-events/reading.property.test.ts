import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { categoryOf } from '../../../src/messages/stream-name.js';
import { eventMatches } from '../../../src/ports/event-matches.js';
import type { FeedRead, StoredEvent, StreamAppend, StreamRead } from '../../../src/ports/event-store.js';
import { beginIn, event, inOne, newEvents } from './store.js';

const streams = ['A-1', 'A-2', 'A:fact-1', 'B-1', 'C'];
const types = ['T.Made.v1', 'T.Sent.v1', 'T.Lost.v1'];
const tags = ['x:1', 'x:2', 'y:1'];

/** One append: stream, and for each event its type and tags. */
const batch = fc.record({
  stream: fc.constantFrom(...streams),
  events: fc.array(
    fc.record({ type: fc.constantFrom(...types), tags: fc.uniqueArray(fc.constantFrom(...tags)) }),
    { minLength: 1, maxLength: 5 },
  ),
});
const item = fc.record(
  {
    types: fc.array(fc.constantFrom(...types, 'T.Unknown.v1'), { maxLength: 3 }),
    tags: fc.array(fc.constantFrom(...tags, 'z:0'), { maxLength: 3 }),
  },
  { requiredKeys: [] },
);
const place = fc.integer({ min: 0, max: 70 });
const feedRead: fc.Arbitrary<FeedRead> = fc.record(
  {
    after: place,
    upTo: place,
    backwards: fc.boolean(),
    limit: fc.integer({ min: 0, max: 20 }),
    category: fc.constantFrom('A', 'A:fact', 'B', 'C', 'D'),
    query: fc.record({ items: fc.array(item, { maxLength: 3 }) }),
  },
  { requiredKeys: ['limit'] },
);
const streamRead: fc.Arbitrary<StreamRead> = fc.record(
  { from: place, to: place, backwards: fc.boolean(), limit: fc.integer({ min: 0, max: 20 }) },
  { requiredKeys: ['limit'] },
);

/** What a feed has to give, by going through everything. */
function feedOf(all: readonly StoredEvent[], read: FeedRead): StoredEvent[] {
  const backwards = read.backwards === true;
  return (backwards ? all.toReversed() : all)
    .filter(
      ({ position }) =>
        read.after === undefined || (backwards ? position < read.after : position > read.after),
    )
    .filter(({ position }) => position <= (read.upTo ?? Infinity))
    .filter(({ stream }) => read.category === undefined || categoryOf(stream) === read.category)
    .filter((stored) => read.query === undefined || eventMatches(read.query, stored))
    .slice(0, read.limit);
}

function streamOf(all: readonly StoredEvent[], stream: string, read: StreamRead): StoredEvent[] {
  return (read.backwards === true ? all.toReversed() : all)
    .filter((stored) => stored.stream === stream)
    .filter(({ version }) => version >= (read.from ?? 0) && version <= (read.to ?? Infinity))
    .slice(0, read.limit);
}

test('whatever is read, committed or in a transaction, is what a walk through everything finds', async () => {
  const history = fc.record({
    batches: fc.array(batch, { maxLength: 20 }),
    /** How many batches are committed; the others are only staged. */
    committed: fc.integer({ min: 0, max: 20 }),
    cuts: fc.array(fc.tuple(fc.constantFrom(...streams), fc.integer({ min: 0, max: 8 })), { maxLength: 3 }),
    feeds: fc.array(feedRead, { minLength: 1, maxLength: 8 }),
    reads: fc.array(fc.tuple(fc.constantFrom(...streams), streamRead), { minLength: 1, maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ batches, committed, cuts, feeds, reads }) => {
      const store = newEvents();
      const writer = beginIn(store);
      const written: StoredEvent[] = [];
      let outside: StoredEvent[] = [];
      for (const [number, { stream, events }] of batches.entries()) {
        const append: StreamAppend = {
          stream,
          expected: 'any',
          events: events.map(({ type, tags: own }, index) => event(`${number}.${index}`, own, type)),
        };
        const isCommitted = number < committed;
        if (isCommitted) await inOne(store, (one) => one.append([append]));
        else await writer.append([append]);
        for (const added of append.events) {
          const version = written.filter((stored) => stored.stream === stream).length;
          written.push({ ...added, stream, version, position: written.length + 1 });
        }
        if (isCommitted) outside = [...written];
      }
      for (const [stream, version] of cuts) await writer.truncateBefore(stream, version);
      const inside = written.filter(
        (stored) => !cuts.some(([stream, version]) => stored.stream === stream && stored.version < version),
      );

      const sides = [
        { reader: store, all: outside },
        { reader: writer, all: inside },
      ];
      const check = async () => {
        for (const { reader, all } of sides) {
          for (const read of feeds) expect(await reader.readFeed(read)).toEqual(feedOf(all, read));
          for (const [stream, read] of reads)
            expect(await reader.readStream(stream, read)).toEqual(streamOf(all, stream, read));
        }
      };
      await check();

      writer.prepare();
      writer.apply();
      sides.splice(0, 2, { reader: store, all: inside });
      await check();
    }),
    { numRuns: 300 },
  );
});

test('long lists are read from any place, in both directions', async () => {
  const store = newEvents();
  const count = 20_000;
  await inOne(store, (writer) =>
    writer.append([
      {
        stream: 'A-1',
        expected: 'none',
        events: Array.from({ length: count }, (_, index) => event(`a${index}`, ['even'])),
      },
      {
        stream: 'B-1',
        expected: 'none',
        events: Array.from({ length: 10 }, (_, index) => event(`b${index}`)),
      },
    ]),
  );

  for (const from of [0, 1, 2, 4094, 4095, 4096, 8190, 8191, 8192, 12_287, 19_999]) {
    const forward = await store.readStream('A-1', { from, limit: 5000 });
    expect(forward.map(({ version }) => version)).toEqual(range(from, Math.min(count, from + 5000)));
    const back = await store.readStream('A-1', { to: from, limit: 5000, backwards: true });
    expect(back.map(({ version }) => version)).toEqual(
      range(Math.max(0, from - 4999), from + 1).toReversed(),
    );
    const tagged = await store.readFeed({ after: from, limit: 3, query: { items: [{ tags: ['even'] }] } });
    expect(tagged.map(({ position }) => position)).toEqual(range(from + 1, Math.min(count, from + 3) + 1));
  }
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
