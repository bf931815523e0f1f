import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chainEvents, chainLinkOf } from '../../src/event-store/hash-chain.js';
import { SeenIds } from '../../src/event-store/seen-ids.js';
import { verifyEvents } from '../../src/event-store/verify.js';
import type { MemoryEvents } from '../../src/adapters/memory/events.js';
import type { EventReader, StoredEvent } from '../../src/ports/event-store.js';
import { event, inOne, newEvents, written } from '../adapters/memory-events/store.js';

/** Shows a store as if somebody had changed what lies in it. */
function tampered(store: MemoryEvents, change: (event: StoredEvent) => readonly StoredEvent[]): EventReader {
  return {
    readStream: async (stream, read) => (await store.readStream(stream, read)).flatMap(change),
    readFeed: async (read) => (await store.readFeed(read)).flatMap(change),
    lastPosition: () => store.lastPosition(),
    describeStream: (stream) => store.describeStream(stream),
    listStreams: (listing) => store.listStreams(listing),
  };
}

async function writtenChained(store: MemoryEvents, stream: string, ...ids: string[]) {
  await inOne(store, async (writer) => {
    const { version } = await writer.describeStream(stream);
    const events = await chainEvents(
      writer,
      stream,
      version,
      ids.map((id) => event(id)),
    );
    await writer.append([{ stream, expected: version, events }]);
  });
}

test('a store as it must be is sound, page by page, also after streams were truncated', async () => {
  const store = newEvents();
  await written(store, 'A-1', event('a'), event('b'), event('c'));
  await written(store, 'B-1', event('d'));
  await written(store, 'C-1', event('e'));
  await inOne(store, async (writer) => {
    await writer.truncateBefore('A-1', 2);
    await writer.truncateBefore('C-1', 1);
    await writer.archive('D-1');
  });

  expect(await verifyEvents(store, { pageSize: 1 })).toEqual({
    isSound: true,
    upTo: 5,
    events: 2,
    streams: 4,
    counts: {},
    findings: [],
  });
});

test('a store without events is sound', async () => {
  expect(await verifyEvents(newEvents())).toMatchObject({ isSound: true, events: 0, streams: 0 });
});

test('a missing event is a gap in the feed and in its stream', async () => {
  const store = newEvents();
  await written(store, 'A-1', event('a'), event('b'), event('c'));

  const report = await verifyEvents(tampered(store, (each) => (each.id === 'b' ? [] : [each])));

  expect(report.isSound).toBe(false);
  expect(report.counts).toEqual({ gap: 2 });
  expect(report.findings).toMatchObject([
    { kind: 'gap', stream: 'A-1', version: 1 },
    { kind: 'gap', position: 2 },
  ]);
});

test('a missing tail is a gap, too', async () => {
  const store = newEvents();
  await written(store, 'A-1', event('a'), event('b'));

  const report = await verifyEvents(tampered(store, (each) => (each.id === 'b' ? [] : [each])));

  expect(report.findings).toMatchObject([{ stream: 'A-1', version: 1 }, { position: 2 }]);
});

test('identities that are there twice are found, wherever they are', async () => {
  const store = newEvents();
  for (let index = 0; index < 50; index++) await written(store, `A-${index % 7}`, event(`e${index}`));

  const report = await verifyEvents(
    tampered(store, (each) => [{ ...each, id: each.id === 'e49' ? 'e3' : each.id }]),
    { pageSize: 7 },
  );

  expect(report.findings).toMatchObject([{ kind: 'duplicate', id: 'e3', position: 50 }]);
});

test('payloads, metadata and types that nobody can read are found', async () => {
  const store = newEvents();
  await written(
    store,
    'A-1',
    { ...event('a'), data: '{"cut' },
    { ...event('b'), metadata: '[]' },
    event('c', [], 'Test.Forgotten.v1'),
    event('d'),
  );

  const report = await verifyEvents(store, { isKnown: (type) => type === 'Test.Happened.v1' });

  expect(report.findings.map(({ kind, id }) => [kind, id])).toEqual([
    ['malformedData', 'a'],
    ['malformedMetadata', 'b'],
    ['unknownType', 'c'],
  ]);
});

test('a snapshot must not be ahead of its stream', async () => {
  const store = newEvents();
  await written(store, 'A-1', event('a'));
  await written(store, 'A-2', event('b'));
  const snapshots = {
    load: async (stream: string) => ({
      stream,
      version: stream === 'A-1' ? 1 : 0,
      format: '',
      data: '',
      time: 0,
    }),
  };

  const report = await verifyEvents(store, { snapshots });

  expect(report.findings).toMatchObject([{ kind: 'snapshotAhead', stream: 'A-1', version: 1 }]);
});

test('all findings are counted, and as many are listed as were asked for', async () => {
  const store = newEvents();
  for (let index = 0; index < 5; index++) await written(store, 'A-1', { ...event(`e${index}`), data: 'x' });

  const report = await verifyEvents(store, { limit: 2 });

  expect(report.counts).toEqual({ malformedData: 5 });
  expect(report.findings).toHaveLength(2);
});

describe('a hash chain', () => {
  test('holds over several appends, and begins anew for each stream', async () => {
    const store = newEvents();
    await writtenChained(store, 'A-1', 'a', 'b');
    await writtenChained(store, 'A-1', 'c');
    await writtenChained(store, 'A-2', 'd');

    const events = await store.readFeed({ limit: 10 });
    expect(new Set(events.map((each) => chainLinkOf(each)?.hash)).size).toBe(4);
    expect(await verifyEvents(store, { isChained: () => true })).toMatchObject({ isSound: true });
  });

  test('does not depend on how a store writes JSON', async () => {
    const store = newEvents();
    await writtenChained(store, 'A-1', 'a', 'b');
    const turned = (text: string) =>
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).toReversed()), null, 2);

    const report = await verifyEvents(
      tampered(store, (each) => [{ ...each, data: turned(each.data), metadata: turned(each.metadata) }]),
      { isChained: () => true },
    );

    expect(report.isSound).toBe(true);
  });

  test.each<[string, (event: StoredEvent) => readonly StoredEvent[]]>([
    ['its payload', (each) => [{ ...each, data: '{"amount":1000}' }]],
    ['its metadata', (each) => [{ ...each, metadata: each.metadata.replace('{', '{"tenant":"x",') }]],
    ['its time', (each) => [{ ...each, time: 2 }]],
    ['its type', (each) => [{ ...each, type: 'Test.Other.v1' }]],
    ['its tags', (each) => [{ ...each, tags: ['x'] }]],
    ['its hash taken away', (each) => [{ ...each, metadata: '{}' }]],
  ])('shows that an event was changed: %s', async (_what, change) => {
    const store = newEvents();
    await writtenChained(store, 'A-1', 'a', 'b', 'c');

    const report = await verifyEvents(tampered(store, (each) => (each.id === 'b' ? change(each) : [each])));

    expect(report.findings).toContainEqual(expect.objectContaining({ kind: 'brokenChain', id: 'b' }));
  });

  test('shows that events changed places', async () => {
    const store = newEvents();
    await writtenChained(store, 'A-1', 'a', 'b', 'c');
    const swap: Record<string, string> = { b: 'c', c: 'b' };
    const events = await store.readFeed({ limit: 10 });

    const report = await verifyEvents(
      tampered(store, (each) => {
        const { id, data, metadata } = events.find(({ id: other }) => other === (swap[each.id] ?? each.id))!;
        return [{ ...each, id, data, metadata }];
      }),
    );

    expect(report.counts).toEqual({ brokenChain: 2 });
  });

  test('is missed where a stream must have one', async () => {
    const store = newEvents();
    await written(store, 'A-1', event('a'));
    await written(store, 'B-1', event('b'));

    const report = await verifyEvents(store, { isChained: (stream) => stream.startsWith('A') });

    expect(report.findings).toMatchObject([{ kind: 'brokenChain', id: 'a' }]);
  });

  test('can begin late, and goes on after a stream was truncated', async () => {
    const store = newEvents();
    await written(store, 'A-1', event('plain'));
    await writtenChained(store, 'A-1', 'a', 'b', 'c');
    expect(await verifyEvents(store)).toMatchObject({ isSound: true });

    await inOne(store, (writer) => writer.truncateBefore('A-1', 2));
    await writtenChained(store, 'A-1', 'd');

    expect(await verifyEvents(store, { isChained: () => true })).toMatchObject({ isSound: true });
  });
});

test('an identity that was seen is never missed, and few others are taken for it', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string(), { maxLength: 200 }), (ids) => {
      const seen = new SeenIds(ids.length);
      for (const id of ids) seen.add(id);
      expect(ids.every((id) => seen.add(id))).toBe(true);
    }),
  );
  const seen = new SeenIds(100_000);
  let mistaken = 0;
  for (let index = 0; index < 100_000; index++) if (seen.add(`0191-${index}-abcdef`)) mistaken++;
  expect(mistaken).toBeLessThan(2000);
});
