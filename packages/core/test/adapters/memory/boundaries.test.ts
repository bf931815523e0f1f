import { expect, test } from '@jest/globals';
import { memory } from '../../../src/adapters/memory/memory.js';
import type { NewEvent, StreamAppend } from '../../../src/ports/event-store.js';

const open = () => memory().open({ domain: 'Notes', shapes: [], now: () => 0 });

function one(id: string, stream = 'Note-1'): StreamAppend {
  const event: NewEvent = { id, type: 'Noted', time: 0, data: '{}', metadata: '{}', tags: ['all'] };
  return { stream, expected: 'any', events: [event] };
}

test('a transaction that saw its own event does not take another one for it that was committed meanwhile', async () => {
  const database = await open();
  const slow = await database.begin();
  await slow.events.append([one('a')]);
  const seen = await slow.events.readFeed({ limit: 10 });
  expect(seen.map(({ id }) => id)).toEqual(['a']);

  const quick = await database.begin();
  await quick.events.append([one('b', 'Note-2')]);
  await quick.commit();
  const condition = { failIfMatch: { items: [{ tags: ['all'] }] }, after: seen.at(-1)!.position };

  await expect(slow.events.append([one('c')], condition)).rejects.toMatchObject({
    code: 'BOUNDARY_CONFLICT',
  });
});

test('a commit tells the versions that events have when others came before them', async () => {
  const database = await open();
  const slow = await database.begin();
  const told = await slow.events.append([one('a')]);
  expect(told.versions.get('Note-1')).toBe(0);
  const quick = await database.begin();
  await quick.events.append([one('b')]);
  await quick.commit();

  const { position, versions } = await slow.commit();

  expect(position).toBe(2);
  expect(versions?.get('Note-1')).toBe(1);
});
