import { expect, test } from '@jest/globals';
import { CommitSignal } from '../../src/event-store/commit-signal.js';
import { NotificationLog } from '../../src/event-store/notification-log.js';
import { feedEvents, readWholeStream, streamEvents } from '../../src/event-store/read-events.js';
import type { StoredEvent } from '../../src/ports/event-store.js';
import { event, inOne, newEvents, written } from '../adapters/memory-events/store.js';

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function storeOf(count: number) {
  const store = newEvents();
  for (let index = 0; index < count; index++)
    await written(store, `${'AB'[index % 2]}-1`, event(`e${index + 1}`));
  return store;
}

const idsOf = (events: readonly StoredEvent[]) => events.map(({ id }) => id);

test.each([1, 2, 3, 4, 1000])('a stream is read to its end in pages of %d', async (pageSize) => {
  const store = await storeOf(9);

  expect(idsOf(await readWholeStream(store, 'A-1', { pageSize }))).toEqual(['e1', 'e3', 'e5', 'e7', 'e9']);
  expect(idsOf(await readWholeStream(store, 'A-1', { pageSize, from: 1, to: 3 }))).toEqual([
    'e3',
    'e5',
    'e7',
  ]);
  const backwards = await all(streamEvents(store, 'A-1', { pageSize, to: 3, backwards: true }));
  expect(idsOf(backwards)).toEqual(['e7', 'e5', 'e3', 'e1']);
  expect(await readWholeStream(store, 'C-1', { pageSize })).toEqual([]);
});

test.each([1, 2, 1000])('the feed is read to its end in pages of %d', async (pageSize) => {
  const store = await storeOf(5);

  expect(idsOf(await all(feedEvents(store, { pageSize })))).toEqual(['e1', 'e2', 'e3', 'e4', 'e5']);
  expect(idsOf(await all(feedEvents(store, { pageSize, category: 'B' })))).toEqual(['e2', 'e4']);
  expect(idsOf(await all(feedEvents(store, { pageSize, after: 4, backwards: true })))).toEqual([
    'e3',
    'e2',
    'e1',
  ]);
  expect(idsOf(await all(feedEvents(store, { pageSize, after: 1, upTo: 3 })))).toEqual(['e2', 'e3']);
});

test('the log is read from where a reader stopped', async () => {
  const log = new NotificationLog(await storeOf(5), ({ position, id }) => `${position} ${id}`);

  expect(await log.read({ limit: 2 })).toEqual(['1 e1', '2 e2']);
  expect(await log.read({ after: 2, limit: 2, category: 'A' })).toEqual(['3 e3', '5 e5']);
  expect(await log.read({ after: 5, limit: 2 })).toEqual([]);
  expect(await all(log)).toHaveLength(5);
  expect(await log.lastPosition()).toBe(5);
});

test('sections are linked, and only the full ones say that they never change', async () => {
  const log = new NotificationLog(await storeOf(5), ({ position }) => position, { sectionSize: 2 });

  expect(await log.section('1,2')).toEqual({ id: '1,2', nextId: '3,4', isFull: true, items: [1, 2] });
  expect(await log.section('3,4')).toEqual({
    id: '3,4',
    previousId: '1,2',
    nextId: '5,6',
    isFull: true,
    items: [3, 4],
  });
  expect(await log.section('current')).toEqual({ id: '5,6', previousId: '3,4', isFull: false, items: [5] });
  expect(await log.section('9,10')).toMatchObject({ isFull: false, items: [] });
});

test('the current section is empty when the one before is full, and when there is nothing', async () => {
  const full = new NotificationLog(await storeOf(4), ({ position }) => position, { sectionSize: 2 });
  const empty = new NotificationLog(newEvents(), ({ position }) => position);

  expect(await full.section('current')).toEqual({ id: '5,6', previousId: '3,4', isFull: false, items: [] });
  expect(await empty.section('current')).toEqual({ id: '1,20', isFull: false, items: [] });
});

test.each(['', '2,3', '1,3', '0,1', '-1,0', '1', 'a,b', '1,2,3', '01,2', '3,4 ', '1e0,2'])(
  'there is no section %j',
  async (id) => {
    const log = new NotificationLog(await storeOf(5), ({ position }) => position, { sectionSize: 2 });

    await expect(log.section(id)).rejects.toMatchObject({ code: 'SECTION_UNKNOWN' });
  },
);

test('a section keeps its place when events in it were truncated', async () => {
  const store = await storeOf(6);
  await inOne(store, (writer) => writer.truncateBefore('A-1', 2));
  const log = new NotificationLog(store, ({ position }) => position, { sectionSize: 4 });

  expect(await log.section('1,4')).toMatchObject({ isFull: true, items: [2, 4] });
});

test('who waits for a position is told as soon as it is committed', async () => {
  const signal = new CommitSignal();
  const heard: number[] = [];
  const stop = signal.subscribe((position) => heard.push(position));
  const waiting = signal.reached(3);

  signal.announce(2);
  signal.announce(1);
  signal.announce(4);
  stop();
  signal.announce(5);

  expect(heard).toEqual([2, 4]);
  expect(await waiting).toBe(4);
  expect(await signal.reached(5)).toBe(5);
});

test('a wait ends when its signal says so', async () => {
  const signal = new CommitSignal();
  const stopping = new AbortController();
  const waiting = signal.reached(1, stopping.signal);

  stopping.abort();

  expect(await waiting).toBeUndefined();
  expect(await signal.reached(1, stopping.signal)).toBeUndefined();
});

test('a wait ends when its time is over, and when nothing will be announced any more', async () => {
  const signal = new CommitSignal();
  expect(await signal.reached(1, undefined, 1)).toBeUndefined();
  const waiting = signal.reached(1);

  signal.end();

  expect(await waiting).toBeUndefined();
  expect(await signal.reached(1)).toBeUndefined();
  expect(signal.isOver).toBe(true);
});

test('who follows the log goes on with what is committed later, and with what nobody announces', async () => {
  const store = await storeOf(3);
  const commits = new CommitSignal();
  const log = new NotificationLog(store, ({ id }) => id, { commits });
  const announced = log.follow({ after: 1, every: 1e9 });
  const found = log.follow({ after: 3, category: 'B', every: 1 });

  expect([(await announced.next()).value, (await announced.next()).value]).toEqual(['e2', 'e3']);
  const [next, unannounced] = [announced.next(), found.next()];
  await written(store, 'A-1', event('e4'));
  await written(store, 'B-1', event('e5'));
  expect((await unannounced).value).toBe('e5');
  commits.announce(5);

  expect((await next).value).toBe('e4');
  expect((await announced.next()).value).toBe('e5');
  expect(await log.waitFor(5)).toBe(true);
  const never = [announced.next(), found.next(), log.waitFor(6)];
  commits.end();
  expect(await Promise.all(never)).toEqual([
    { done: true, value: undefined },
    { done: true, value: undefined },
    false,
  ]);
});

test('an error of who presents or reads the events reaches who follows', async () => {
  const refused = new NotificationLog(await storeOf(1), (): never => {
    throw new RangeError('no');
  });

  await expect(refused.follow().next()).rejects.toThrow(RangeError);
});
