import { describe, expect, test } from '@jest/globals';
import type { NewEvent } from '../../../src/ports/event-store.js';
import { beginIn, event, eventsIn, newEvents, written } from './store.js';

describe('appending', () => {
  test('gives dense versions in each stream and dense positions in the order of commits', async () => {
    const events = newEvents();

    await written(events, 'A-1', event('a'), event('b'));
    await written(events, 'B-1', event('c'));
    await written(events, 'A-1', event('d'));

    const all = await events.readFeed({ limit: 10 });
    expect(all.map(({ id, position, stream, version }) => [id, position, stream, version])).toEqual([
      ['a', 1, 'A-1', 0],
      ['b', 2, 'A-1', 1],
      ['c', 3, 'B-1', 0],
      ['d', 4, 'A-1', 2],
    ]);
    expect(await events.lastPosition()).toBe(4);
  });

  test('keeps everything there is of an event', async () => {
    const events = newEvents();
    const given = { ...event('a', ['course:c1', 'student:s1']), data: '{"é":"😀"}', metadata: '{"x":1}' };

    await written(events, 'A-1', given);

    expect(await events.readStream('A-1', { limit: 1 })).toEqual([
      { ...given, position: 1, stream: 'A-1', version: 0 },
    ]);
  });

  test('writes several streams at once, or none of them', async () => {
    const events = newEvents();
    await written(events, 'A-1', event('a'));
    const writer = beginIn(events);

    const refused = writer.append([
      { stream: 'B-1', expected: 'none', events: [event('b')] },
      { stream: 'A-1', expected: 'none', events: [event('c')] },
    ]);

    await expect(refused).rejects.toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { subject: 'A-1', expected: 'none', actual: 0 },
    });
    writer.prepare();
    writer.apply();
    expect(await events.readFeed({ limit: 10 })).toHaveLength(1);
  });

  test.each([
    ['none', true, false],
    ['some', false, true],
    ['any', true, true],
    [-1, true, false],
    [0, false, false],
    [1, false, true],
    [2, false, false],
  ] as const)(
    'an expected version of %s: a new stream %s, one of two events %s',
    async (expected, fresh, two) => {
      const events = newEvents();
      await written(events, 'Two-1', event('a'), event('b'));

      const allowed = async (stream: string) => {
        const outcome = beginIn(events).append([{ stream, expected, events: [event('c')] }]);
        return outcome.then(
          () => true,
          () => false,
        );
      };

      expect(await allowed('New-1')).toBe(fresh);
      expect(await allowed('Two-1')).toBe(two);
    },
  );

  test('asserts a version of a stream it does not write', async () => {
    const events = newEvents();
    await written(events, 'A-1', event('a'));
    const append = [
      { stream: 'A-1', expected: 0, events: [] },
      { stream: 'B-1', expected: 'none' as const, events: [event('b')] },
    ];
    const first = beginIn(events);
    await first.append(append);
    await written(events, 'A-1', event('c'));

    expect(() => first.prepare()).toThrow(expect.objectContaining({ code: 'VERSION_CONFLICT' }));
  });

  test('says which version each stream has afterwards', async () => {
    const events = newEvents();
    await written(events, 'A-1', event('a'));

    const appended = await beginIn(events).append([
      { stream: 'A-1', expected: 0, events: [event('b'), event('c')] },
      { stream: 'B-1', expected: 'none', events: [] },
    ]);

    expect(appended.position).toBeUndefined();
    expect([...appended.versions]).toEqual([
      ['A-1', 2],
      ['B-1', -1],
    ]);
  });

  test.each([
    ['in the store', 'a', 'b'],
    ['in the same append', 'b', 'b'],
  ])('refuses an identity that is taken %s', async (_where, ...ids) => {
    const events = newEvents();
    await written(events, 'A-1', event('a'));

    const refused = beginIn(events).append([
      { stream: 'A-2', expected: 'any', events: [event(ids[0])] },
      { stream: 'A-3', expected: 'any', events: [event(ids[1])] },
    ]);

    await expect(refused).rejects.toMatchObject({ code: 'DUPLICATE_EVENT', details: { id: ids[0] } });
  });

  test('keeps nothing that its caller can still change', async () => {
    const events = newEvents();
    const tags = ['x'];
    const given = { ...event('a'), tags };
    const append = { stream: 'A-1', expected: 'any' as const, events: [given as NewEvent] };
    const writer = beginIn(events);
    await writer.append([append]);

    tags.push('y');
    given.data = 'changed';
    append.events.push(event('b'));
    writer.prepare();
    writer.apply();
    const [stored] = await events.readStream('A-1', { limit: 5 });
    Object.assign(stored!, { data: 'changed' });

    expect(await eventsIn(events, 'A-1')).toEqual(['a']);
    expect(await events.readStream('A-1', { limit: 5 })).toMatchObject([{ data: '{}', tags: ['x'] }]);
  });
});

describe('a transaction', () => {
  test('reads its own writes, which nobody else sees before the commit', async () => {
    const events = newEvents();
    await written(events, 'A-1', event('a'));
    const writer = beginIn(events);
    await writer.append([{ stream: 'A-1', expected: 0, events: [event('b'), event('c')] }]);

    expect(await eventsIn(writer, 'A-1')).toEqual(['a', 'b', 'c']);
    const backwards = await writer.readStream('A-1', { limit: 2, backwards: true });
    expect(backwards.map(({ version }) => version)).toEqual([2, 1]);
    const tail = await writer.readFeed({ limit: 10, after: 1, category: 'A' });
    expect(tail.map(({ id, position }) => [id, position])).toEqual([
      ['b', 2],
      ['c', 3],
    ]);
    expect(await writer.lastPosition()).toBe(3);
    expect(await writer.describeStream('A-1')).toMatchObject({ version: 2 });
    expect(await eventsIn(events, 'A-1')).toEqual(['a']);

    writer.prepare();
    writer.apply();
    expect(await eventsIn(events, 'A-1')).toEqual(['a', 'b', 'c']);
    expect(writer.position).toBe(3);
  });

  test('builds on its own appends', async () => {
    const events = newEvents();
    const writer = beginIn(events);
    await writer.append([{ stream: 'A-1', expected: 'none', events: [event('a')] }]);
    await writer.append([{ stream: 'A-1', expected: 0, events: [event('b')] }]);
    const wrong = writer.append([{ stream: 'A-1', expected: 0, events: [event('c')] }]);

    await expect(wrong).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    writer.prepare();
    writer.apply();
    expect(await eventsIn(events, 'A-1')).toEqual(['a', 'b']);
  });

  test('of two that expect the same version, the later one fails and leaves nothing', async () => {
    const events = newEvents();
    const [one, other] = [beginIn(events), beginIn(events)];
    await one.append([{ stream: 'A-1', expected: 'none', events: [event('a')] }]);
    await other.append([{ stream: 'A-1', expected: 'none', events: [event('b')] }]);

    one.prepare();
    one.apply();

    expect(() => other.prepare()).toThrow(expect.objectContaining({ code: 'VERSION_CONFLICT' }));
    expect(await eventsIn(events, 'A-1')).toEqual(['a']);
  });

  test('of two with the same event, the later one fails', async () => {
    const events = newEvents();
    const [one, other] = [beginIn(events), beginIn(events)];
    await one.append([{ stream: 'A-1', expected: 'any', events: [event('a')] }]);
    await other.append([{ stream: 'B-1', expected: 'any', events: [event('a')] }]);

    one.prepare();
    one.apply();

    expect(() => other.prepare()).toThrow(expect.objectContaining({ code: 'DUPLICATE_EVENT' }));
  });

  test('two that expect nothing both succeed, in the order of their commits', async () => {
    const events = newEvents();
    const [one, other] = [beginIn(events), beginIn(events)];
    await one.append([{ stream: 'A-1', expected: 'any', events: [event('a'), event('b')] }]);
    await other.append([{ stream: 'A-1', expected: 'any', events: [event('c')] }]);

    for (const writer of [other, one]) {
      writer.prepare();
      writer.apply();
    }

    expect(await eventsIn(events, 'A-1')).toEqual(['c', 'a', 'b']);
  });
});

describe('a stream', () => {
  test('that is archived takes no further events, also from who began before', async () => {
    const events = newEvents();
    await written(events, 'A-1', event('a'));
    const early = beginIn(events);
    await early.append([{ stream: 'A-1', expected: 'any', events: [event('b')] }]);
    const archiving = beginIn(events);
    await archiving.archive('A-1');
    archiving.prepare();
    archiving.apply();

    expect(() => early.prepare()).toThrow(expect.objectContaining({ code: 'STREAM_ARCHIVED' }));
    await expect(written(events, 'A-1', event('c'))).rejects.toMatchObject({ code: 'STREAM_ARCHIVED' });
    expect(await eventsIn(events, 'A-1')).toEqual([]);
    expect(await events.readStream('A-1', { limit: 9, includeArchived: true })).toMatchObject([{ id: 'a' }]);
    expect(await events.describeStream('A-1')).toMatchObject({ isArchived: true, version: 0 });
  });

  test('that was truncated hides what is before, in itself and in the feed, and goes on counting', async () => {
    const events = newEvents();
    await written(events, 'A-1', event('a', ['t']), event('b', ['t']), event('c', ['t']));
    const writer = beginIn(events);
    await writer.truncateBefore('A-1', 2);

    expect(await eventsIn(writer, 'A-1')).toEqual(['c']);
    expect((await writer.readFeed({ limit: 10 })).map(({ id }) => id)).toEqual(['c']);
    expect(await eventsIn(events, 'A-1')).toEqual(['a', 'b', 'c']);
    writer.prepare();
    writer.apply();

    await written(events, 'A-1', event('d'));
    const rest = await events.readStream('A-1', { limit: 10 });
    expect(rest.map(({ version, position }) => [version, position])).toEqual([
      [2, 3],
      [3, 4],
    ]);
    const tagged = await events.readFeed({ limit: 10, query: { items: [{ tags: ['t'] }] } });
    expect(tagged.map(({ id }) => id)).toEqual(['c']);
    expect(await events.describeStream('A-1')).toMatchObject({ firstVersion: 2, version: 3 });
  });

  test('that was truncated whole keeps its version, and identities stay taken', async () => {
    const events = newEvents();
    await written(events, 'A-1', event('a'), event('b'));
    const writer = beginIn(events);
    await writer.truncateBefore('A-1', 100);
    await writer.truncateBefore('A-1', 1);
    writer.prepare();
    writer.apply();

    expect(await eventsIn(events, 'A-1')).toEqual([]);
    expect(await events.describeStream('A-1')).toMatchObject({ firstVersion: 2, version: 1 });
    await expect(written(events, 'B-1', event('a'))).rejects.toMatchObject({ code: 'DUPLICATE_EVENT' });
  });

  test('has metadata, which are replaced as a whole', async () => {
    const events = newEvents();
    const writer = beginIn(events);
    const metadata = { owner: 'me', deep: { list: [1] } };
    await writer.describe('A-1', metadata);
    metadata.deep.list.push(2);
    expect(await writer.describeStream('A-1')).toMatchObject({
      metadata: { owner: 'me', deep: { list: [1] } },
    });
    await writer.describe('A-1', { owner: 'you' });
    writer.prepare();
    writer.apply();

    expect(await events.describeStream('A-1')).toEqual({
      stream: 'A-1',
      version: -1,
      firstVersion: 0,
      isArchived: false,
      metadata: { owner: 'you' },
    });
  });

  test('nobody has written to is empty', async () => {
    const events = newEvents();

    expect(await events.readStream('A-1', { limit: 10 })).toEqual([]);
    expect(await events.describeStream('A-1')).toMatchObject({ version: -1, firstVersion: 0 });
    expect(await events.listStreams({ limit: 10 })).toEqual([]);
  });
});

test('streams are listed page by page, those of the transaction last', async () => {
  const events = newEvents();
  for (const stream of ['A-1', 'B-1', 'A-2', 'A-3']) await written(events, stream, event(stream));
  const writer = beginIn(events);
  await writer.append([{ stream: 'A-4', expected: 'none', events: [event('new')] }]);
  const names = async (category?: string) => {
    const found: string[] = [];
    for (let after: string | undefined; ; after = found.at(-1)) {
      const page = await writer.listStreams({
        limit: 2,
        ...(after !== undefined && { after }),
        ...(category !== undefined && { category }),
      });
      found.push(...page.map(({ stream }) => stream));
      if (page.length < 2) return found;
    }
  };

  expect(await names()).toEqual(['A-1', 'B-1', 'A-2', 'A-3', 'A-4']);
  expect(await names('A')).toEqual(['A-1', 'A-2', 'A-3', 'A-4']);
  expect(await names('C')).toEqual([]);
});
