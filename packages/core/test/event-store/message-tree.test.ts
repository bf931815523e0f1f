import { expect, test } from '@jest/globals';
import {
  causesOf,
  correlationTree,
  effectsOf,
  type MessageNode,
} from '../../src/event-store/message-tree.js';
import { event, newEvents, written } from '../adapters/memory-events/store.js';

const from = (id: string, origin: object) => ({ ...event(id), metadata: JSON.stringify(origin) });

/** A node as text: `c1(e1(c2(e2)))`; commands are only known by their identities. */
const drawn = ({ id, effects }: MessageNode): string =>
  effects.length === 0 ? id : `${id}(${effects.map(drawn).join(' ')})`;

/** Command c1 made e1 and e2; a handler of e1 sent c2, which made e3; one of e3 wrote e4 by itself. */
async function transfer() {
  const store = newEvents();
  await written(store, 'X-1', event('other'), from('stranger', { correlationId: 'c9', causationId: 'c9' }));
  await written(
    store,
    'A-1',
    from('e1', { correlationId: 'c1', causationId: 'c1' }),
    from('e2', { correlationId: 'c1', causationId: 'c1' }),
  );
  await written(store, 'A-2', from('e3', { correlationId: 'c1', causationId: 'c2', originId: 'e1' }));
  await written(store, 'A-3', from('e4', { correlationId: 'c1', causationId: 'e3' }));
  await written(store, 'X-1', { ...event('damaged'), metadata: '{"correlationId":"c1"' });
  return store;
}

test('everything that followed from one first message is a tree', async () => {
  const store = await transfer();

  const tree = await correlationTree(store, 'c1', { pageSize: 2 });

  expect(tree.map(drawn)).toEqual(['c1(e1(c2(e3(e4))) e2)']);
  expect(tree[0]!.event).toBeUndefined();
  expect(tree[0]!.effects[0]!.event).toMatchObject({ stream: 'A-1', version: 0 });
});

test('effects are what followed from a message, causes what led to it', async () => {
  const store = await transfer();

  expect(drawn((await effectsOf(store, 'e1'))!)).toBe('e1(c2(e3(e4)))');
  expect(drawn((await effectsOf(store, 'c2'))!)).toBe('c2(e3(e4))');
  expect((await causesOf(store, 'e4'))!.map(({ id }) => id)).toEqual(['c1', 'e1', 'c2', 'e3']);
  expect(await causesOf(store, 'c1')).toEqual([]);
});

test('an event that nothing led to is a tree of its own', async () => {
  const store = await transfer();

  expect((await correlationTree(store, 'other')).map(drawn)).toEqual(['other']);
  expect(await causesOf(store, 'other')).toEqual([]);
});

test('nothing is known of messages that no event tells of', async () => {
  const store = await transfer();

  expect(await correlationTree(store, 'c7')).toEqual([]);
  expect(await effectsOf(store, 'c7')).toBeUndefined();
  expect(await causesOf(store, 'c7')).toBeUndefined();
});

test('a long chain of causes is followed to its end', async () => {
  const store = newEvents();
  const count = 3000;
  const chain = Array.from({ length: count }, (_, index) =>
    from(`e${index}`, { correlationId: 'e0', ...(index > 0 && { causationId: `e${index - 1}` }) }),
  );
  await written(store, 'A-1', ...chain);

  expect(await causesOf(store, `e${count - 1}`)).toHaveLength(count - 1);
});
